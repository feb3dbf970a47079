import type { SecretFinding } from '../../../shared/model/findings.ts';
import { parseByteSize } from '../byte-size.ts';

/** What a rule is about, and how its limit is written. The first three are dive's. */
export const checkRules = {
  lowestEfficiency: {
    limit: 'ratio',
    text: 'dive’s efficiency score is not below this',
  },
  highestWastedBytes: {
    limit: 'bytes',
    text: 'dive’s wasted bytes are not above this',
  },
  highestUserWastedPercent: {
    limit: 'ratio',
    text: 'dive’s wasted bytes are at most this part of the upper layers',
  },
  highestHiddenBytes: {
    limit: 'bytes',
    text: 'bytes that layers store and the image does not show are not above this',
  },
  highestHiddenPercent: {
    limit: 'ratio',
    text: 'hidden bytes are not above this part of what the layers store',
  },
  highestSize: {
    limit: 'bytes',
    text: 'the files of all layers, hidden ones too, are not larger than this',
  },
  highestStoredSize: {
    limit: 'bytes',
    text: 'the layers as they are stored are not larger than this',
  },
  highestGrowth: {
    limit: 'growth',
    text: 'the files of all layers have not grown by more since the baseline',
  },
  highestLayers: { limit: 'count', text: 'there are not more layers than this' },
  highestLeftoverBytes: {
    limit: 'bytes',
    text: 'caches, logs and the like in the final view are not larger than this',
  },
  noSecrets: {
    limit: 'confidence',
    text: 'no likely secret is in a layer, the config or the history',
  },
  nonRootUser: { limit: 'yes', text: 'the config names a user that is not root' },
  requiredLabels: { limit: 'labels', text: 'the config has these labels' },
} as const;

export type CheckRuleName = keyof typeof checkRules;

export const checkRuleNames = Object.keys(checkRules).filter((name) => isRuleName(name));

function isRuleName(name: string): name is CheckRuleName {
  return Object.hasOwn(checkRules, name);
}

export type Confidence = SecretFinding['confidence'];

/** What a rule holds the image against. */
export type RuleLimit =
  | { readonly kind: 'disabled' }
  /** 0 to 1. */
  | { readonly kind: 'ratio'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: number }
  | { readonly kind: 'count'; readonly value: number }
  /** `percent`: in hundredths of the baseline. */
  | { readonly kind: 'growth'; readonly unit: 'bytes' | 'percent'; readonly value: number }
  /** Secrets that are at least this sure. */
  | { readonly kind: 'confidence'; readonly least: Confidence }
  | { readonly kind: 'yes' }
  | { readonly kind: 'labels'; readonly labels: readonly RequiredLabel[] };

/** `value` null for any. */
export interface RequiredLabel {
  readonly name: string;
  readonly value: string | null;
}

export interface CheckRule {
  readonly name: CheckRuleName;
  /** As the user wrote it. */
  readonly text: string;
  readonly limit: RuleLimit;
}

/** The words that dive takes for a rule that is not to be judged, in any case; also nothing at all. */
const disabledWords = ['', 'disabled', 'off', 'false'];

/**
 * Reads a rule's value, one text or a list of them.
 *
 * @throws Error whose message says what the rule takes
 */
export function parseRule(name: CheckRuleName, texts: readonly string[]): CheckRule {
  const text = texts.join(', ');
  const word = text.trim().toLowerCase();
  const isQuestion = name === 'noSecrets' || name === 'nonRootUser';
  const isDisabled =
    texts.length <= 1 && (disabledWords.includes(word) || (isQuestion && word === 'no'));
  return { name, text, limit: isDisabled ? { kind: 'disabled' } : parseLimit(name, texts) };
}

function parseLimit(name: CheckRuleName, texts: readonly string[]): RuleLimit {
  const { limit } = checkRules[name];
  if (limit === 'labels') return { kind: limit, labels: texts.map(parseLabel) };
  const [text = '', ...others] = texts;
  if (others.length > 0) throw new Error('takes one value, not a list');
  switch (limit) {
    case 'ratio':
      return {
        kind: limit,
        value: name === 'highestHiddenPercent' ? shareOf(text) : ratioOf(text),
      };
    case 'bytes':
      return { kind: limit, value: sizeOf(text) };
    case 'count':
      if (!/^\d{1,6}$/.test(text)) throw new Error('takes a whole number');
      return { kind: limit, value: Number(text) };
    case 'growth':
      return growthOf(text);
    case 'confidence':
      return { kind: limit, least: confidenceOf(text) };
    case 'yes':
      if (!isYes(text)) throw new Error('takes true, or `disabled`');
      return { kind: limit };
  }
}

const percentForm = /^(\d{1,3}(?:\.\d{1,9})?)\s{0,4}%$/;

/** Of our own rule, which is named after hundredths: `5%` or `0.05`. */
function shareOf(text: string): number {
  const percent = percentForm.exec(text)?.[1];
  return ratioOf(percent === undefined ? text : String(Number(percent) / 100));
}

/** dive refuses what lies outside, and percent signs, too. */
function ratioOf(text: string): number {
  const percent = percentForm.exec(text)?.[1];
  if (percent !== undefined && Number(percent) <= 100) {
    throw new Error(
      `takes a number from 0 to 1 (${Number(percent) / 100} for ${percent}%), or \`disabled\``,
    );
  }
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 0 && value <= 1)) throw new Error('takes a number from 0 to 1, or `disabled`');
  return value;
}

function sizeOf(text: string): number {
  const size = parseByteSize(text);
  if (size === null) throw new Error('takes a size such as 20MB or 1.5GiB, or `disabled`');
  return size;
}

function growthOf(text: string): RuleLimit {
  const percent = /^\+?(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return { kind: 'growth', unit: 'percent', value: Number(percent) };
  const size = parseByteSize(text.replace(/^\+/, ''));
  if (size === null) throw new Error('takes 10%, or a size such as 20MB, or `disabled`');
  return { kind: 'growth', unit: 'bytes', value: size };
}

/** `yes` and `on` were true in YAML for so long that people write them. */
function isYes(text: string): boolean {
  return ['true', 'yes', 'on'].includes(text.toLowerCase());
}

function confidenceOf(text: string): Confidence {
  const word = text.toLowerCase();
  if (isYes(word)) return 'medium';
  const found = (['high', 'medium', 'low'] as const).find((each) => each === word);
  if (found === undefined) throw new Error('takes high, medium, low, true, or `disabled`');
  return found;
}

function parseLabel(text: string): RequiredLabel {
  const at = text.indexOf('=');
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  if (name === '') throw new Error('takes a list of label names, or NAME=VALUE');
  return { name, value: at < 0 ? null : text.slice(at + 1).trim() };
}
