import type { Texts } from '../../../shared/i18n/t.ts';
import type { LifeStep } from '../../../shared/model/life.ts';
import { changeWords, reasonWords } from '../../i18n/words.ts';

/** What a layer did to a path, in words: `Modified: content and time`. */
export function stepWords({ change, reasons, removal, returned }: LifeStep, texts: Texts): string {
  const { t, list } = texts;
  if (removal !== null) return t(`inspector.removal.${removal}`);
  if (returned) return t('life.returned');
  if (change === 'unchanged') return t('life.unchanged');
  const what = t(changeWords[change]);
  return reasons.length === 0
    ? what
    : `${what}: ${list(reasons.map((reason) => t(reasonWords[reason])))}`;
}
