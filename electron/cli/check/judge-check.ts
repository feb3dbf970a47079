import { isRootUser } from '../../engine/advice/user-advice.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { diveNumber } from '../../../shared/format/dive-number.ts';
import type { LeftoverFinding, SecretFinding } from '../../../shared/model/findings.ts';
import type { DiveFigures, Waste } from '../../../shared/model/waste.ts';
import { CliFailure } from '../cli-failure.ts';
import { countedText, english, oneLine, sizeText } from '../text.ts';
import { causeText } from '../waste/cause-text.ts';
import type { CheckFacts } from './check-facts.ts';
import type { CheckRule, Confidence, RequiredLabel, RuleLimit } from './check-rule.ts';
import { secretPlace } from './secret-place.ts';

/** How a rule came out. */
export interface RuleResult {
  readonly rule: CheckRule;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** What was found, on one line; of a skipped rule why. */
  readonly found: string;
  /** The number that was held against the limit; null where it is none. */
  readonly value: number | null;
  /** What is to blame, of a rule that failed; the worst first. */
  readonly causes: readonly Cause[];
}

/** One thing that makes a rule fail. */
export interface Cause {
  readonly message: string;
  readonly level: 'error' | 'warning' | 'note';
  /** What is there, in a word that stays from build to build: the rule of a secret, the cause of hidden bytes; or null. */
  readonly kind: string | null;
  /** A path in the image, without a leading slash; null where it is about none. */
  readonly path: string | null;
  readonly line: number | null;
  /** The layers it is about, the one that stores it first. */
  readonly layers: readonly number[];
  /** A place that is no path: `config/User`, `history/3`; null else. */
  readonly part: string | null;
}

/** How many causes a rule about sums names. */
const namedCauses = 10;

/**
 * Holds an image against rules, in their order.
 *
 * @throws CliFailure where a rule cannot be judged, because a layer or a size is not known
 */
export function judgeCheck(rules: readonly CheckRule[], facts: CheckFacts): readonly RuleResult[] {
  return rules.map((rule) => judge(rule, facts));
}

function judge(rule: CheckRule, facts: CheckFacts): RuleResult {
  const { limit } = rule;
  switch (limit.kind) {
    case 'disabled':
      return skipped(rule, 'disabled');
    case 'labels':
      return labelResult(rule, limit.labels, facts);
    case 'yes':
      return userResult(rule, facts);
    case 'confidence':
      return secretResult(rule, limit.least, facts);
    case 'growth':
      return growthResult(rule, limit, facts);
    case 'ratio':
    case 'bytes':
    case 'count':
      return measureResult(rule, limit.value, facts);
  }
}

function measureResult(rule: CheckRule, limit: number, facts: CheckFacts): RuleResult {
  const { waste, image } = facts;
  const { dive } = waste;
  switch (rule.name) {
    case 'lowestEfficiency': {
      // As dive compares them: what is no number does not fail.
      const isMet = !(limit > dive.efficiencyScore);
      return measured(rule, isMet, dive.efficiencyScore, ratioText, () => diveCauses(dive));
    }
    case 'highestWastedBytes':
      return above(rule, limit, dive.wastedBytes, sizeText, () => diveCauses(dive));
    case 'highestUserWastedPercent':
      return above(rule, limit, dive.userWastedPercent, ratioText, () => diveCauses(dive));
    case 'highestHiddenBytes':
      return above(rule, limit, waste.total, sizeText, () => hiddenCauses(waste));
    case 'highestHiddenPercent': {
      const share = waste.storedBytes === 0 ? 0 : waste.total / waste.storedBytes;
      return above(rule, limit, share, ratioText, () => hiddenCauses(waste));
    }
    case 'highestSize':
      return above(rule, limit, waste.storedBytes, sizeText);
    case 'highestStoredSize':
      return above(rule, limit, storedSize(facts), sizeText);
    case 'highestLayers':
      return above(rule, limit, image.layers.length, (count) => countedText(count, 'layer'));
    case 'highestLeftoverBytes': {
      const leftovers = facts.findings?.leftovers ?? [];
      const bytes = leftovers.reduce((sum, each) => sum + each.bytes, 0);
      return above(rule, limit, bytes, sizeText, () => leftovers.map(leftoverCause));
    }
    case 'highestGrowth':
    case 'noSecrets':
    case 'nonRootUser':
    case 'requiredLabels':
      return skipped(rule, 'no measure');
  }
}

function above(
  rule: CheckRule,
  limit: number,
  value: number,
  textOf: (value: number) => string,
  causes: () => readonly Cause[] = () => [],
): RuleResult {
  return measured(rule, !(value > limit), value, textOf, causes);
}

function measured(
  rule: CheckRule,
  isMet: boolean,
  value: number,
  textOf: (value: number) => string,
  causes: () => readonly Cause[],
): RuleResult {
  return {
    rule,
    result: isMet ? 'passed' : 'failed',
    found: textOf(value),
    value,
    causes: isMet ? [] : causes().slice(0, namedCauses),
  };
}

/** `0.8333`; what is none as dive's language writes it. */
function ratioText(value: number): string {
  return String(diveNumber(Math.round(value * 1e4) / 1e4));
}

function storedSize({ image }: CheckFacts): number {
  return image.layers.reduce((sum, { storedBytes, index }) => {
    if (storedBytes === null)
      throw new CliFailure(`the stored size of layer ${index} is not known`);
    return sum + storedBytes;
  }, 0);
}

function growthResult(
  rule: CheckRule,
  { unit, value }: Extract<RuleLimit, { kind: 'growth' }>,
  { waste, baselineBytes }: CheckFacts,
): RuleResult {
  if (baselineBytes === null) return skipped(rule, 'no --baseline to hold it against');
  const growth = waste.storedBytes - baselineBytes;
  const limit = unit === 'bytes' ? value : (baselineBytes * value) / 100;
  const sizes = `${sizeText(baselineBytes)} → ${sizeText(waste.storedBytes)}`;
  const text = (bytes: number): string => `${bytes < 0 ? '' : '+'}${sizeText(bytes)} (${sizes})`;
  return above(rule, limit, growth, text);
}

function secretResult(rule: CheckRule, least: Confidence, { findings }: CheckFacts): RuleResult {
  const order: readonly Confidence[] = ['low', 'medium', 'high'];
  const found = (findings?.secrets ?? []).filter(
    ({ confidence }) => order.indexOf(confidence) >= order.indexOf(least),
  );
  const skippedFiles = findings?.skippedFiles ?? 0;
  const unread = skippedFiles === 0 ? '' : `, ${countedText(skippedFiles, 'file')} not read`;
  return {
    rule,
    result: found.length === 0 ? 'passed' : 'failed',
    found: `${countedText(found.length, 'likely secret')}${unread}`,
    value: found.length,
    causes: found.map(secretCause),
  };
}

const levels = { high: 'error', medium: 'warning', low: 'note' } as const;

function secretCause({ rule, confidence, place, locked }: SecretFinding): Cause {
  const lock = locked === true ? ` ${english().t('findings.locked.yes')}` : '';
  const { path, line, layers, part, text } = secretPlace(place);
  return {
    message: `${english().t(`secret.${rule}`)}${lock} in ${text}`,
    level: levels[confidence],
    kind: rule,
    path,
    line,
    layers,
    part,
  };
}

function leftoverCause({ rule, path, layer, bytes, files }: LeftoverFinding): Cause {
  const message = `${sizeText(bytes)} ${english().t(`leftover.${rule}`)} in ${pathText(path)} (${countedText(files, 'file')}), stored in layer ${layer}`;
  return { message, level: 'error', kind: rule, path, line: null, layers: [layer], part: null };
}

function hiddenCauses({ groups }: Waste): readonly Cause[] {
  return groups.slice(0, namedCauses).map(({ cause, path, bytes, storedIn, hiddenIn }) => ({
    message: `${sizeText(bytes)} ${causeText(cause)} in ${pathText(path)}, stored in layer ${storedIn}${storedIn === hiddenIn ? '' : `, hidden in layer ${hiddenIn}`}`,
    level: 'error',
    kind: cause,
    path,
    line: null,
    layers: storedIn === hiddenIn ? [storedIn] : [storedIn, hiddenIn],
    part: null,
  }));
}

/** A path on one line; `/` for the root. */
function pathText(path: string): string {
  return visibleLine(path) || '/';
}

function diveCauses({ inefficient }: DiveFigures): readonly Cause[] {
  return inefficient.slice(0, namedCauses).map(({ path, copies, bytes }) => ({
    message: `${sizeText(bytes)} in ${copies} copies of ${pathText(path)}`,
    level: 'error',
    kind: null,
    path,
    line: null,
    layers: [],
    part: null,
  }));
}

function labelResult(
  rule: CheckRule,
  labels: readonly RequiredLabel[],
  facts: CheckFacts,
): RuleResult {
  const missing = labels.flatMap(({ name, value }) => {
    const found = facts.labels.get(name);
    if (found !== undefined && (value === null || value === found)) return [];
    const message =
      found === undefined
        ? `label ${oneLine(name)} is missing`
        : `label ${oneLine(name)} is ${oneLine(found) || 'empty'}`;
    return [partCause(message, `config/Labels/${name}`)];
  });
  return {
    rule,
    result: missing.length === 0 ? 'passed' : 'failed',
    found: missing.length === 0 ? 'all there' : missing.map(({ message }) => message).join(', '),
    value: null,
    causes: missing,
  };
}

function userResult(rule: CheckRule, { user }: CheckFacts): RuleResult {
  const isRoot = isRootUser(user);
  const found = user.trim() === '' ? 'no user is set' : `user ${oneLine(user)}`;
  return {
    rule,
    result: isRoot ? 'failed' : 'passed',
    found,
    value: null,
    causes: isRoot ? [partCause(`the container starts as root: ${found}`, 'config/User')] : [],
  };
}

function partCause(message: string, part: string): Cause {
  return { message, level: 'error', kind: null, path: null, line: null, layers: [], part };
}

function skipped(rule: CheckRule, found: string): RuleResult {
  return { rule, result: 'skipped', found, value: null, causes: [] };
}
