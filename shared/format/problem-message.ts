import { isTextKey } from '../i18n/t.ts';
import type { Translate } from '../i18n/t.ts';
import type { Problem } from '../model/problem.ts';

/** The words of a problem, in one line. */
export function problemMessage({ code, values }: Problem, t: Translate): string {
  const key = `problem.${code}`;
  return isTextKey(key) ? t(key, values) : code;
}
