import { createHash } from 'node:crypto';
import type { SecretRule } from '../../../shared/model/findings.ts';
import { addressPatterns } from './address-patterns.ts';
import { assignedInCode, assignedInSettings } from './assigned-patterns.ts';
import { commandPatterns } from './command-patterns.ts';
import { awsSecret, filePatterns } from './file-patterns.ts';
import type { SpecialFile } from './file-patterns.ts';
import type { FileProfile } from './file-profile.ts';
import { keyPatterns } from './key-patterns.ts';
import { LiteralScan } from './literal-scan.ts';
import { rank } from './secret-match.ts';
import type { Confidence, SecretMatch, SecretPattern } from './secret-match.ts';
import { tokenPatterns } from './token-patterns.ts';
import { wholeFile } from './whole-file.ts';

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
}

/** Secrets of one rule that are told of one file; the last one tells how many more there are. */
const perRule = 10;
/** Matches of one file that are looked at: a hostile file may hold nothing else. */
const mostMatches = 2000;
/** Bytes at the start of a file in which a zero means that it is no text. */
const sniffed = 8192;

/** Patterns and the search for their literals. */
class PatternSet {
  readonly #patterns: readonly SecretPattern[];
  readonly #owners: readonly number[];
  readonly #scan: LiteralScan;
  /** What follows a line end in a literal may also stand at the very start. */
  readonly #starts: readonly (readonly [start: Buffer, owner: number])[];

  constructor(patterns: readonly SecretPattern[]) {
    this.#patterns = patterns;
    this.#owners = patterns.flatMap(({ literals }, owner) => literals.map(() => owner));
    this.#starts = patterns.flatMap(({ literals }, owner) =>
      literals
        .filter((literal) => literal.startsWith('\n'))
        .map((literal) => [Buffer.from(literal.slice(1)), owner] as const),
    );
    this.#scan = new LiteralScan(
      patterns.flatMap(({ literals, anyCase }) => literals.map((text) => ({ text, anyCase }))),
    );
  }

  /** What is there, from the front, where two patterns find the same only what the earlier one says. */
  matches(bytes: Uint8Array, text: () => string): readonly SecretMatch[] {
    const found: SecretMatch[] = [];
    for (const [start, owner] of this.#starts) {
      if (!start.equals(bytes.subarray(0, start.length))) continue;
      const match = this.#patterns[owner]!.find(text(), -1);
      if (match !== null) found.push(match);
    }
    this.#scan.run(bytes, (at, literal) => {
      const match = this.#patterns[this.#owners[literal]!]!.find(text(), at);
      if (match !== null) found.push(match);
      return found.length < mostMatches;
    });
    return found;
  }
}

const exact = [...keyPatterns, ...tokenPatterns];
const inText = [...exact, awsSecret, ...addressPatterns];

const sets = new Map<string, PatternSet>();

function setOf(name: string, patterns: () => readonly SecretPattern[]): PatternSet {
  const known = sets.get(name);
  if (known !== undefined) return known;
  const made = new PatternSet(patterns());
  sets.set(name, made);
  return made;
}

function textSet(assigned: FileProfile['assigned'], special: SpecialFile | null): PatternSet {
  return setOf(`${assigned} ${special}`, () => [
    ...(special === null ? [] : filePatterns[special]),
    ...inText,
    ...(assigned === null ? [] : commandPatterns),
    ...(assigned === 'settings' ? [assignedInSettings] : []),
    ...(assigned === 'code' ? [assignedInCode] : []),
  ]);
}

/** For command lines, which stand in the config and the history. */
function commandSet(): PatternSet {
  return setOf('command', () => [...inText, ...commandPatterns, assignedInSettings]);
}

const binarySet = new PatternSet(exact.filter(({ inBinary }) => inBinary));

/** Looks through the first bytes of a file. Takes time in proportion to them, whatever they are. */
export function scanContent(
  bytes: Uint8Array,
  path: string,
  profile: FileProfile,
): readonly FoundSecret[] {
  const whole = wholeFile(bytes, path);
  if (whole !== null) return [wholeFinding(whole.rule, lowered(whole.confidence, profile), bytes)];
  const isText = !bytes.subarray(0, sniffed).includes(0);
  let text: string | null = null;
  const asText = (): string => (text ??= latin1(bytes));
  const set = isText ? textSet(profile.assigned, profile.special) : binarySet;
  const matches = withoutOverlap(set.matches(bytes, asText));
  const found = told(matches, asText, isText, profile);
  if (profile.named === null || (profile.named === 'env-file' && found.length > 0)) return found;
  if (
    profile.named === 'env-file' &&
    !/^[ \t]{0,20}(?:export[ \t]{1,8})?\w{1,100}=\S/m.test(asText())
  )
    return found;
  return [
    ...found,
    wholeFinding(profile.named, profile.named === 'git-folder' ? 'medium' : 'low', bytes),
  ];
}

/** Looks through a text that is no file: a value of the config, a step of the history. */
export function scanText(text: string): readonly SecretMatch[] {
  // One byte for each UTF-16 unit, so that places are the same in both; none of a wide character looks like ASCII
  // that was not there, but for chance.
  const bytes = Buffer.from(text, 'latin1');
  return withoutOverlap(commandSet().matches(bytes, () => text));
}

/** A value with all but what every value of its kind begins with hidden, and its length, too. */
export function maskOf(value: string, shown: number): string {
  return `${value.slice(0, Math.min(shown, Math.floor(value.length / 2)))}••••••••`;
}

/** The same number for the same value. */
export function printOf(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 24);
}

function wholeFinding(rule: SecretRule, confidence: Confidence, bytes: Uint8Array): FoundSecret {
  const place = { start: 0, end: bytes.length, line: null, masked: null, more: 0 };
  return { rule, confidence, ...place, print: printOf(bytes) };
}

/** Of matches that share characters one counts: the one of a form of its own, then the surer, then the first. */
function withoutOverlap(matches: readonly SecretMatch[]): readonly SecretMatch[] {
  const ordered = matches.toSorted((a, b) => a.start - b.start);
  const kept: SecretMatch[] = [];
  for (const match of ordered) {
    const last = kept.at(-1);
    if (last === undefined || match.start >= last.end) kept.push(match);
    else if (weight(match) < weight(last)) kept[kept.length - 1] = match;
  }
  return kept;
}

/** Rules that go by what stands around a value. */
const byPlace: ReadonlySet<SecretRule> = new Set([
  'generic-secret',
  'url-password',
  'database-url',
]);

function weight({ rule, confidence }: SecretMatch): number {
  return (byPlace.has(rule) ? 3 : 0) + rank[confidence];
}

function told(
  matches: readonly SecretMatch[],
  text: () => string,
  isText: boolean,
  profile: FileProfile,
): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  const counts = new Map<SecretRule, number>();
  const seen = new Set<string>();
  const lines = new LineCounter(text);
  for (const { rule, confidence, start, end, shown } of matches) {
    const value = text().slice(start, end);
    const print = printOf(value);
    if (seen.has(`${rule} ${print}`)) continue;
    seen.add(`${rule} ${print}`);
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    if (count > perRule) continue;
    const line = isText ? lines.at(start) : null;
    const masked = maskOf(value, shown);
    found.push({
      rule,
      confidence: lowered(confidence, profile),
      line,
      masked,
      start,
      end,
      print,
      more: 0,
    });
  }
  return found.map((each) => {
    const more = (counts.get(each.rule) ?? 0) - perRule;
    const isLast = more > 0 && found.findLast(({ rule }) => rule === each.rule) === each;
    return isLast ? { ...each, more } : each;
  });
}

/** What comes with software is seldom a secret, what comes with its tests and documentation hardly ever. */
function lowered(confidence: Confidence, { role }: FileProfile): Confidence {
  if (role === 'own') return confidence;
  return role === 'package' && confidence === 'high' ? 'medium' : 'low';
}

/** Numbers of lines, asked for from the front. */
class LineCounter {
  readonly #text: () => string;
  #line = 1;
  #from = 0;

  constructor(text: () => string) {
    this.#text = text;
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

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
