import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Pair } from 'yaml';
import { CliFailure } from '../cli-failure.ts';
import { oneLine } from '../text.ts';
import { checkRuleNames, parseRule } from './check-rule.ts';
import type { CheckRule, CheckRuleName } from './check-rule.ts';

/** The file that dive looks for in the working folder. */
export const diveFile = '.dive-ci';

/** Where rules come from; `file` null for those that hold without a file. */
export interface RuleSet {
  readonly file: string | null;
  readonly rules: readonly CheckRule[];
}

/** dive's own, wherever a file does not say otherwise. */
const diveDefaults: readonly CheckRule[] = [
  parseRule('lowestEfficiency', ['0.9']),
  parseRule('highestWastedBytes', ['disabled']),
  parseRule('highestUserWastedPercent', ['0.1']),
];

/** What holds where there is no file. */
const defaults: readonly CheckRule[] = [
  parseRule('highestHiddenPercent', ['0.1']),
  parseRule('noSecrets', ['high']),
];

/** Longest file that is read. */
const mostBytes = 64 * 1024;
const mostLabels = 1000;

/** How dive 0.13 writes its rules; it reads them at the top of the file, and earlier versions below `rules`. */
const otherNames: ReadonlyMap<string, CheckRuleName> = new Map([
  ['lowest-efficiency', 'lowestEfficiency'],
  ['lowest-efficiency-threshold', 'lowestEfficiency'],
  ['highest-wasted-bytes', 'highestWastedBytes'],
  ['highest-user-wasted-percent', 'highestUserWastedPercent'],
]);

/**
 * The rules of a file, or of `.dive-ci` in the working folder where none is named, or the default ones.
 *
 * @throws CliFailure for a file that cannot be read, or a rule that is not known or makes no sense, with its line
 */
export async function readRules(named: string | null): Promise<RuleSet> {
  const file = named ?? (existsSync(diveFile) ? diveFile : null);
  if (file === null) return { file, rules: defaults };
  return { file, rules: parseRules(await textOf(file), oneLine(file)) };
}

async function textOf(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(mostBytes + 1);
      let length = 0;
      // In pieces, and from where it stands: a pipe has no places.
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = (await handle.read(buffer, length, buffer.length - length, null)).bytesRead;
      }
      if (length > mostBytes) throw new CliFailure(`${oneLine(file)} is too large for rules`);
      return new TextDecoder().decode(buffer.subarray(0, length));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(`${oneLine(file)} cannot be read`);
  }
}

/**
 * The rules that a YAML text gives, dive's defaults for those of its rules that it does not name. Names count in any
 * case, as dive reads them. Aliases are refused: rules need none.
 *
 * @throws CliFailure with `file` and the line
 */
export function parseRules(text: string, file: string): readonly CheckRule[] {
  const lines = new LineCounter();
  const fail = (message: string, offset: number | undefined): CliFailure => {
    const line = offset === undefined ? '' : `:${lines.linePos(offset).line}`;
    return new CliFailure(`${file}${line}: ${message}`);
  };
  const pairs = rulePairs(documentOf(text, lines, fail), fail);
  const rules = new Map<CheckRuleName, CheckRule>();
  for (const { key, value } of pairs) {
    const offset = offsetOf(key);
    const word = textOfScalar(key) ?? '';
    const name = nameOf(word);
    if (name === null) {
      throw fail(`no such rule: ${oneLine(word)}. There are ${checkRuleNames.join(', ')}`, offset);
    }
    if (rules.has(name)) throw fail(`${name} stands there twice`, offset);
    const values = textsOf(value, mostLabels);
    if (values === null) throw fail(`${name} takes plain text, or a list of it`, offset);
    try {
      rules.set(name, parseRule(name, values));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw fail(`${name}: ${oneLine(values.join(', '))}: ${reason}`, offset);
    }
  }
  const missing = diveDefaults.filter(({ name }) => !rules.has(name));
  return [...missing, ...rules.values()].toSorted(
    (one, other) => checkRuleNames.indexOf(one.name) - checkRuleNames.indexOf(other.name),
  );
}

type Fail = (message: string, offset: number | undefined) => CliFailure;

function documentOf(text: string, lines: LineCounter, fail: Fail): unknown {
  const document = (() => {
    try {
      return parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    } catch {
      // Nested so deeply that the parser gives up.
      throw fail('no YAML that rules could be in', undefined);
    }
  })();
  const [error] = document.errors;
  if (error !== undefined) throw fail(`no YAML: ${oneLine(error.message)}`, error.pos[0]);
  return document.contents;
}

/** The pairs below `rules`, and those of dive's other form at the top. */
function rulePairs(contents: unknown, fail: Fail): readonly Pair[] {
  // An empty file is one that says nothing.
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  if (!isMap(contents)) throw fail('rules stand below `rules:`', offsetOf(contents));
  return contents.items.flatMap((pair): readonly Pair[] => {
    const word = textOfScalar(pair.key) ?? '';
    if (otherNames.has(word)) return [pair];
    if (word.toLowerCase() !== 'rules') {
      throw fail(
        `no such part: ${oneLine(word)}. Rules stand below \`rules:\``,
        offsetOf(pair.key),
      );
    }
    const { value } = pair;
    if (value === null || (isScalar(value) && value.value === null)) return [];
    if (!isMap(value)) throw fail('below `rules:` stand names with values', offsetOf(pair.key));
    return value.items;
  });
}

function nameOf(word: string): CheckRuleName | null {
  const lower = word.toLowerCase();
  return (
    otherNames.get(lower) ?? checkRuleNames.find((name) => name.toLowerCase() === lower) ?? null
  );
}

/** Null for an alias, a map, and a list of anything but text. */
function textsOf(value: unknown, most: number): readonly string[] | null {
  if (value === null) return [''];
  if (isSeq(value)) {
    const texts = value.items.map(textOfScalar);
    const whole = texts.every((each) => each !== null) && texts.length <= most;
    return whole ? texts.filter((each) => each !== null) : null;
  }
  const text = textOfScalar(value);
  return text === null ? null : [text];
}

/** As it is written: `0.90` is not turned into a number first. */
function textOfScalar(value: unknown): string | null {
  if (!isScalar(value)) return null;
  return value.value === null ? '' : (value.source ?? null);
}

function offsetOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}
