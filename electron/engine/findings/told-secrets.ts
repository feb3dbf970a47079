import { createHash } from 'node:crypto';
import type { SecretRule } from '../../../shared/model/findings.ts';
import type { FileProfile } from './file-profile.ts';
import type { Confidence, SecretMatch } from './secret-match.ts';

/** A likely secret in the bytes of a file. */
export interface FoundSecret {
  readonly rule: SecretRule;
  readonly confidence: Confidence;
  /** From 1; null in what is no text, and for a whole file. */
  readonly line: number | null;
  readonly masked: string | null;
  /** Where it lies in the content, in bytes. */
  readonly start: number;
  readonly end: number;
  /** The same for the same value, and tells nothing about it. */
  readonly print: string;
  /** How many more of the same rule the file holds. */
  readonly more: number;
  /** Of a private key, whether a pass phrase locks it; left out where that is not known, and of anything else. */
  readonly locked?: boolean;
}

/** Secrets of one rule that are told of one file; the last one tells how many more there are. */
const perRule = 10;

/** Part of a file as a text. */
export interface TextWindow {
  readonly text: () => string;
  /** Where in the file it begins, in bytes, and how many of them a character of it has. */
  readonly base: number;
  readonly unit: number;
  /** The number of its first line; null in what is no text. */
  readonly firstLine: number | null;
}

/** What is told of one file. */
export class ToldSecrets {
  readonly #profile: FileProfile;
  readonly #found: FoundSecret[] = [];
  readonly #counts = new Map<SecretRule, number>();
  readonly #seen = new Set<string>();

  constructor(profile: FileProfile) {
    this.#profile = profile;
  }

  /** Matches in a part of the file, from the front; the same value counts once. */
  add(matches: readonly SecretMatch[], { text, base, unit, firstLine }: TextWindow): void {
    const lines = firstLine === null ? null : new LineCounter(text, firstLine);
    for (const { rule, confidence, start, end, shown, locked } of matches) {
      const value = text().slice(start, end);
      const print = printOf(value);
      if (this.#seen.has(`${rule} ${print}`)) continue;
      this.#seen.add(`${rule} ${print}`);
      const count = (this.#counts.get(rule) ?? 0) + 1;
      this.#counts.set(rule, count);
      if (count > perRule) continue;
      this.#found.push({
        rule,
        confidence: this.#lowered(confidence),
        line: lines?.at(start) ?? null,
        masked: maskOf(value, shown),
        start: base + start * unit,
        end: base + end * unit,
        print,
        more: 0,
        ...(locked === undefined ? {} : { locked }),
      });
    }
  }

  /** In the order in which they were found. */
  all(): readonly FoundSecret[] {
    return this.#found.map((each) => {
      const more = (this.#counts.get(each.rule) ?? 0) - perRule;
      const isLast = more > 0 && this.#found.findLast(({ rule }) => rule === each.rule) === each;
      return isLast ? { ...each, more } : each;
    });
  }

  /** A file of `size` bytes that is a secret as a whole, known again by its first bytes. */
  file(
    rule: SecretRule,
    confidence: Confidence,
    size: number,
    head: Uint8Array,
    locked?: boolean,
  ): FoundSecret {
    return {
      rule,
      confidence: this.#lowered(confidence),
      line: null,
      masked: null,
      start: 0,
      end: size,
      print: printOf(head),
      more: 0,
      ...(locked === undefined ? {} : { locked }),
    };
  }

  /** What comes with software is seldom a secret, what comes with its tests and documentation hardly ever. */
  #lowered(confidence: Confidence): Confidence {
    const { role } = this.#profile;
    if (role === 'own') return confidence;
    return role === 'package' && confidence === 'high' ? 'medium' : 'low';
  }
}

/** A value with all but what every value of its kind begins with hidden, and its length, too. */
export function maskOf(value: string, shown: number): string {
  return `${value.slice(0, Math.min(shown, Math.floor(value.length / 2)))}••••••••`;
}

/** The same text for the same value. */
function printOf(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 24);
}

/** Numbers of lines, asked for from the front. */
class LineCounter {
  readonly #text: () => string;
  #line: number;
  #from = 0;

  constructor(text: () => string, first: number) {
    this.#text = text;
    this.#line = first;
  }

  at(place: number): number {
    const text = this.#text();
    for (;;) {
      const end = text.indexOf('\n', this.#from);
      if (end === -1 || end >= place) return this.#line;
      this.#line++;
      this.#from = end + 1;
    }
  }
}
