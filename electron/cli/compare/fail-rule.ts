import picomatch from 'picomatch';
import { PatternBudget } from '../../engine/view/pattern-budget.ts';
import { byteUnits } from '../byte-size.ts';
import { UsageFailure } from '../cli-failure.ts';
import { oneLine } from '../text.ts';

/** What `--fail-on` holds the comparison against: the run fails when one is met. */
export type FailRule = MeasureRule | PathRule | PackageRule | ConfigRule;

export interface MeasureRule {
  readonly kind: 'measure';
  /** As the user wrote it. */
  readonly text: string;
  readonly measure: Measure;
  readonly operator: '<' | '>';
  readonly limit: Limit;
}

/** `value`: of B itself. `difference`: by how much B is more than A. `percent`: the same in hundredths of A. */
export interface Limit {
  readonly kind: 'value' | 'difference' | 'percent';
  readonly value: number;
}

export interface PathRule {
  readonly kind: 'path';
  readonly text: string;
  readonly what: PathWord;
  /** Takes paths without a leading slash. */
  readonly matches: (path: string) => boolean;
  readonly budget: PatternBudget;
}

export interface PackageRule {
  readonly kind: 'package';
  readonly text: string;
  readonly change: 'added' | 'removed' | 'changed' | null;
  /** Takes `NAME` and `MANAGER:NAME`. */
  readonly matches: (name: string) => boolean;
  readonly budget: PatternBudget;
}

export interface ConfigRule {
  readonly kind: 'config';
  readonly text: string;
  /** Takes `KEY` and `SECTION:KEY`. */
  readonly matches: (key: string) => boolean;
  readonly budget: PatternBudget;
}

/** Numbers that each image has. */
const pairMeasures = ['size', 'stored', 'paths', 'layers', 'packages'] as const;
/** Numbers that only the comparison has, so that nothing can be more by some per cent. */
const singleMeasures = ['shared-layers', 'added', 'removed', 'modified', 'moved'] as const;

export type PairMeasure = (typeof pairMeasures)[number];
export type SingleMeasure = (typeof singleMeasures)[number];
export type Measure = PairMeasure | SingleMeasure;

const pathWords = [
  'added',
  'removed',
  'modified',
  'moved',
  'changed',
  'content',
  'type',
  'mode',
  'owner',
  'mtime',
  'link',
  'xattr',
  'setuid',
] as const;

export type PathWord = (typeof pathWords)[number];

const packageWords: ReadonlyMap<string, PackageRule['change']> = new Map([
  ['packages', null],
  ['packages-added', 'added'],
  ['packages-removed', 'removed'],
  ['packages-changed', 'changed'],
]);

const byteMeasures: readonly Measure[] = ['size', 'stored'];

/** Reads what was given with `--fail-on`, each text one rule or several with commas between them. */
export function parseRules(texts: readonly string[]): readonly FailRule[] {
  return texts.flatMap(splitRules).map(parseRule);
}

/** Commas inside braces belong to a glob. */
function splitRules(text: string): readonly string[] {
  const rules = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    else if (character === '}') depth--;
    if (character === ',' && depth <= 0) rules.push('');
    else rules.push(`${rules.pop() ?? ''}${character}`);
  }
  return rules.map((rule) => rule.trim());
}

function parseRule(text: string): FailRule {
  const groups = /^(?<word>[a-z-]+)\s*(?:(?<operator>[<>:])(?<rest>.*))?$/s.exec(text)?.groups;
  const word = groups?.['word'] ?? '';
  const operator = groups?.['operator'];
  const rest = (groups?.['rest'] ?? '').trim();
  if (operator === '<' || operator === '>') {
    const measure = [...pairMeasures, ...singleMeasures].find((each) => each === word);
    if (measure === undefined) throw unknownRule(text);
    return { kind: 'measure', text, measure, operator, limit: parseLimit(text, measure, rest) };
  }
  if (operator === ':' && rest === '') throw failure(text, 'nothing stands behind the colon');
  const pattern = operator === undefined ? null : rest;
  const budget = new PatternBudget(rest);
  const what = pathWords.find((each) => each === word);
  if (what !== undefined) {
    return { kind: 'path', text, what, matches: pathMatcher(pattern), budget };
  }
  const change = packageWords.get(word);
  if (change !== undefined) {
    return { kind: 'package', text, change, matches: nameMatcher(pattern), budget };
  }
  if (word === 'config') return { kind: 'config', text, matches: nameMatcher(pattern), budget };
  throw unknownRule(text);
}

function parseLimit(text: string, measure: Measure, limit: string): Limit {
  const groups = /^(?<sign>[+-]?)(?<number>\d+(?:\.\d+)?)\s*(?<unit>%|[a-z]*)$/i.exec(
    limit,
  )?.groups;
  if (groups === undefined) throw failure(text, `${oneLine(limit) || 'nothing'} is no number`);
  const { sign = '', number = '', unit = '' } = groups;
  const isPair = pairMeasures.some((each) => each === measure);
  if (!isPair && (sign !== '' || unit === '%')) {
    throw failure(text, `${measure} is a plain number, without a sign or %`);
  }
  const value = Number(number) * (sign === '-' ? -1 : 1);
  if (unit === '%') {
    if (sign === '') throw failure(text, 'a percentage is of A and needs a sign: +10% or -10%');
    return { kind: 'percent', value };
  }
  const factor = byteMeasures.includes(measure) ? byteUnits.get(unit.toLowerCase()) : undefined;
  if (factor === undefined && unit !== '') {
    const known = byteMeasures.includes(measure) ? 'B, kB, MB, GB, KiB, MiB, GiB or %' : '%';
    throw failure(text, `${unit} is no unit of ${measure}: it takes ${known}`);
  }
  return { kind: sign === '' ? 'value' : 'difference', value: value * (factor ?? 1) };
}

/** A pattern with a slash is over the whole path from the root, one without over the name alone. */
function pathMatcher(pattern: string | null): (path: string) => boolean {
  if (pattern === null) return () => true;
  const matches = picomatch(pattern.replace(/^\/+/, ''), { dot: true, nonegate: true });
  if (pattern.includes('/')) return (path) => matches(path);
  return (path) => matches(path.slice(path.lastIndexOf('/') + 1));
}

/** Names of packages and labels have slashes that mean nothing, so `*` stands for those too. */
function nameMatcher(pattern: string | null): (name: string) => boolean {
  if (pattern === null) return () => true;
  const matches = picomatch(pattern, { dot: true, nonegate: true, bash: true });
  return (name) => matches(name);
}

function unknownRule(text: string): UsageFailure {
  const words = [...pathWords, ...packageWords.keys(), 'config'];
  return failure(
    text,
    `no such rule. A rule is MEASURE>LIMIT or MEASURE<LIMIT with ${[...pairMeasures, ...singleMeasures].join(', ')}; or WORD[:PATTERN] with ${words.join(', ')}`,
  );
}

function failure(text: string, reason: string): UsageFailure {
  return new UsageFailure(`--fail-on ${oneLine(text)}: ${reason}`);
}
