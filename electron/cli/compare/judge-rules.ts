import type { ChangedPath } from '../../../shared/model/changed-path.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import type { PackageChange, PackageComparison } from '../../../shared/model/package.ts';
import { countText, countedText, oneLine } from '../text.ts';
import type { ConfigRule, FailRule, PackageRule, PathRule, PathWord } from './fail-rule.ts';
import { whyMeasure } from './judge-measure.ts';

/** A rule that is met, and why, on one line. */
export interface MetRule {
  readonly rule: FailRule;
  readonly why: string;
}

/** What rules are held against. */
export interface JudgedComparison {
  readonly comparison: Comparison;
  readonly packages: PackageComparison;
  /** Every path that differs, those whose time alone differs among them. */
  readonly paths: () => Iterable<ChangedPath>;
  /** Whether those count as modified. */
  readonly times: boolean;
}

/** What met a rule: how many, and the first of them. */
interface Hits {
  count: number;
  readonly names: string[];
}

const namedHits = 3;
/** Paths that a rule is held against at a time. */
const judgedAtOnce = 4096;
/** The set-user-ID and set-group-ID bits (POSIX, sys/stat.h). */
const setBits = 0o6000;

/**
 * The rules that are met, in the order given. The paths are gone through once for all of them.
 *
 * @throws CliFailure for a rule that cannot be judged, because a size is not known; EngineError `pattern-slow`
 */
export function judgeRules(
  rules: readonly FailRule[],
  judged: JudgedComparison,
): readonly MetRule[] {
  const hits = pathHits(rules, judged);
  return rules.flatMap((rule) => {
    const why = whyMet(rule, judged, hits);
    return why === null ? [] : [{ rule, why }];
  });
}

function whyMet(
  rule: FailRule,
  judged: JudgedComparison,
  hits: ReadonlyMap<FailRule, Hits>,
): string | null {
  switch (rule.kind) {
    case 'measure':
      return whyMeasure(rule, judged.comparison, judged.packages);
    case 'path':
      return hitsText(hits.get(rule), 'path');
    case 'package':
      return hitsText(packageHits(rule, judged.packages.changes), 'package');
    case 'config':
      return hitsText(configHits(rule, judged.comparison), 'value');
  }
}

function pathHits(
  rules: readonly FailRule[],
  { paths, times }: JudgedComparison,
): ReadonlyMap<FailRule, Hits> {
  const pathRules = rules.filter((rule) => rule.kind === 'path');
  const hits = new Map<FailRule, Hits>(pathRules.map((rule) => [rule, noHits()]));
  if (pathRules.length === 0) return hits;
  for (const some of inParts(paths())) {
    for (const rule of pathRules) {
      const met = rule.budget.run(() => some.filter((path) => isPathMet(rule, path, times)));
      for (const { path } of met) addHit(hits.get(rule), path);
    }
  }
  return hits;
}

function* inParts(paths: Iterable<ChangedPath>): Generator<readonly ChangedPath[]> {
  let part: ChangedPath[] = [];
  for (const path of paths) {
    part.push(path);
    if (part.length < judgedAtOnce) continue;
    yield part;
    part = [];
  }
  yield part;
}

/** A file that has moved came to its path, and went from the other one. */
function isPathMet({ what, matches }: PathRule, path: ChangedPath, times: boolean): boolean {
  if (!isKindMet(what, path, times)) return false;
  const { movedFrom } = path;
  if (what === 'removed') return matches(movedFrom ?? path.path);
  if (matches(path.path)) return true;
  return (what === 'moved' || what === 'changed') && movedFrom !== null && matches(movedFrom);
}

function isKindMet(what: PathWord, path: ChangedPath, times: boolean): boolean {
  const { change, reasons } = path;
  const isTimeOnly = change === 'modified' && reasons.every((reason) => reason === 'mtime');
  switch (what) {
    case 'added':
    case 'removed':
      return change === what || change === 'moved';
    case 'modified':
      return change === what && (times || !isTimeOnly);
    case 'moved':
      return change === what;
    case 'changed':
      return times || !isTimeOnly;
    case 'setuid':
      return gainsSetBit(path);
    case 'content':
    case 'type':
    case 'mode':
    case 'owner':
    case 'mtime':
    case 'link':
    case 'xattr':
      return reasons.includes(what);
  }
}

function gainsSetBit({ a, b }: ChangedPath): boolean {
  const bits = (side: ChangedPath['a']): number =>
    side?.type === 'file' ? side.mode & setBits : 0;
  return (bits(b) & ~bits(a)) !== 0;
}

function packageHits(rule: PackageRule, changes: readonly PackageChange[]): Hits {
  const hits = noHits();
  const met = rule.budget.run(() =>
    changes.filter(
      ({ manager, name, change }) =>
        (rule.change === null || rule.change === change) &&
        (rule.matches(name) || rule.matches(`${manager}:${name}`)),
    ),
  );
  for (const { name, change, a, b } of met) {
    const versions = [a, b].flatMap((side) => (side === null ? [] : [side.version]));
    const text = rule.change === null ? `${change} ${name}` : name;
    addHit(hits, `${text} ${versions.join(' → ')}`);
  }
  return hits;
}

function configHits({ matches, budget }: ConfigRule, { config }: Comparison): Hits {
  const hits = noHits();
  const met = budget.run(() =>
    config.filter(({ section, key }) => matches(key) || matches(`${section}:${key}`)),
  );
  for (const { key } of met) addHit(hits, key);
  return hits;
}

function noHits(): Hits {
  return { count: 0, names: [] };
}

function addHit(hits: Hits | undefined, name: string): void {
  if (hits === undefined) return;
  hits.count++;
  if (hits.names.length < namedHits) hits.names.push(name);
}

/** `5 paths: a, b, c and 2 more`; null for none. */
function hitsText(hits: Hits | undefined, word: string): string | null {
  if (hits === undefined || hits.count === 0) return null;
  const { count, names } = hits;
  const more = count > names.length ? ` and ${countText(count - names.length)} more` : '';
  return `${countedText(count, word)}: ${names.map(oneLine).join(', ')}${more}`;
}
