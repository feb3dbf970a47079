import type { SecretFinding, SecretRule } from '../../../shared/model/findings.ts';

export type Confidence = SecretFinding['confidence'];

/** The surest first. */
export const rank: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

/** A likely secret in a text. */
export interface SecretMatch {
  readonly rule: SecretRule;
  readonly confidence: Confidence;
  /** Where the value begins and ends, in characters of the text. */
  readonly start: number;
  readonly end: number;
  /** Characters of the value that may be shown: what every value of its kind begins with. */
  readonly shown: number;
  /** Of a private key, whether a pass phrase locks it; left out where that is not known. */
  readonly locked?: boolean;
}

/** Looks whether a secret is where one of its literals was found. */
export interface SecretPattern {
  /** Texts of at least four ASCII characters one of which every such secret holds. */
  readonly literals: readonly string[];
  /** Whether upper and lower case are the same in them. */
  readonly anyCase: boolean;
  /** Whether bytes that are no text are worth looking at: its form is so exact that chance does not make it. */
  readonly inBinary: boolean;
  /** Takes bounded time wherever it is asked to look. */
  readonly find: (text: string, at: number) => SecretMatch | null;
}

interface PatternOptions {
  /** Characters before the literal at which the expression begins; negative for behind. */
  readonly back?: number;
  readonly shown?: number;
  readonly inBinary?: boolean;
  /** What else has to be so; answers null for no secret. */
  readonly judge?: (value: string, text: string, start: number) => Confidence | null;
}

/**
 * A secret by a regular expression that is tried where a literal was found. The expression is sticky, its quantifiers
 * are bounded, and its group `value`, where it has one, is the secret.
 */
export function secretPattern(
  rule: SecretRule,
  confidence: Confidence,
  literals: readonly string[],
  expression: RegExp,
  { back = 0, shown = 0, inBinary = false, judge }: PatternOptions = {},
): SecretPattern {
  return {
    literals,
    anyCase: expression.ignoreCase,
    inBinary,
    find: (text, at) => {
      expression.lastIndex = at - back;
      const match = at < back ? null : expression.exec(text);
      if (match === null) return null;
      const value = match.groups?.['value'] ?? match[0];
      const start = match.index + match[0].lastIndexOf(value);
      const judged = judge === undefined ? confidence : judge(value, text, start);
      if (judged === null) return null;
      return { rule, confidence: judged, start, end: start + value.length, shown };
    },
  };
}
