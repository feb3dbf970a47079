import {
  arrayOf,
  field,
  isJsonObject,
  parseJson,
  textMapOf,
  textOf,
  textsOf,
} from '../image/json.ts';
import { isSecretName, judgeAssigned } from './assigned-patterns.ts';
import type { ListedSecret } from './list-secrets.ts';
import { scanText } from './scan-content.ts';
import { rank } from './secret-match.ts';
import type { SecretMatch } from './secret-match.ts';
import { maskOf } from './told-secrets.ts';

/** A text of the config, and what it is called there. */
interface Said {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  /** Where the value of a variable or label begins; 0 in a command. */
  readonly valueAt: number;
}

/**
 * Likely secrets in an image config (OCI image-spec, config.md) and in what old Docker says of the last step's container
 * (`container_config`). Null for an image without one.
 */
export function configSecrets(document: string | null): readonly ListedSecret[] {
  if (document === null) return [];
  const parsed = parseJson(Buffer.from(document));
  if (!parsed.ok) return [];
  const found = new Map<string, ListedSecret>();
  for (const part of ['config', 'container_config']) {
    for (const said of saidIn(field(parsed.value, part))) {
      const secret = secretIn(said);
      const key = `${said.key} ${said.name} ${said.text}`;
      if (secret !== null && !found.has(key)) found.set(key, secret);
    }
  }
  return [...found.values()];
}

function* saidIn(config: unknown): Generator<Said> {
  if (!isJsonObject(config)) return;
  for (const text of textsOf(field(config, 'Env'))) {
    const sign = text.indexOf('=');
    if (sign > 0) yield { key: 'Env', name: text.slice(0, sign), text, valueAt: sign + 1 };
  }
  for (const [name, value] of textMapOf(field(config, 'Labels'))) {
    yield { key: 'Labels', name, text: `${name}=${value}`, valueAt: name.length + 1 };
  }
  for (const key of ['Entrypoint', 'Cmd', 'Shell', 'OnBuild']) {
    yield { key, name: '', text: wordsOf(field(config, key)), valueAt: 0 };
  }
  const test = wordsOf(field(field(config, 'Healthcheck'), 'Test'));
  yield { key: 'Healthcheck', name: '', text: test, valueAt: 0 };
}

/** A command is a list of words; old images have a text. */
function wordsOf(value: unknown): string {
  return arrayOf(value).length > 0 ? textsOf(value).join(' ') : textOf(value);
}

function secretIn({ key, name, text, valueAt }: Said): ListedSecret | null {
  const matches = [...scanText(text), ...wholeValue(name, text, valueAt)].filter(
    ({ start }) => start >= valueAt,
  );
  return listedText(matches, text, (masked) => ({
    place: { kind: 'config', key, name },
    ...masked,
  }));
}

/** A value may have spaces and quotes in it, where it is known where it ends. */
function wholeValue(name: string, text: string, valueAt: number): readonly SecretMatch[] {
  if (valueAt === 0 || !isSecretName(name)) return [];
  const confidence = judgeAssigned(name, text.slice(valueAt));
  if (confidence === null) return [];
  return [{ rule: 'generic-secret', confidence, start: valueAt, end: text.length, shown: 0 }];
}

/** The surest of what a text holds, and how many more of its rule; null for none. */
export function listedText(
  matches: readonly SecretMatch[],
  text: string,
  place: (
    found: Pick<ListedSecret['finding'], 'rule' | 'confidence' | 'masked' | 'more' | 'locked'>,
  ) => ListedSecret['finding'],
): ListedSecret | null {
  const [surest] = matches.toSorted((a, b) => rank[a.confidence] - rank[b.confidence]);
  if (surest === undefined) return null;
  const { rule, confidence, start, end, shown, locked } = surest;
  const starts = new Set(matches.filter((each) => each.rule === rule).map((each) => each.start));
  const masked = maskOf(text.slice(start, end), shown);
  return {
    finding: place({
      rule,
      confidence,
      masked,
      more: starts.size - 1,
      ...(locked === undefined ? {} : { locked }),
    }),
    source: { kind: 'text', text: around(text, start, end) },
  };
}

/** Characters that are shown before a value. */
const before = 80;
export const longestReveal = 400;

function around(text: string, start: number, end: number): string {
  const from = Math.max(0, start - before);
  return text.slice(
    from,
    Math.min(text.length, Math.max(from + longestReveal, Math.min(end, from + longestReveal))),
  );
}
