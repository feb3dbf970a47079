import { addressPatterns } from './address-patterns.ts';
import { assignedInCode, assignedInSettings } from './assigned-patterns.ts';
import { commandPatterns } from './command-patterns.ts';
import { awsSecret, filePatterns, loginDocuments } from './file-patterns.ts';
import type { SpecialFile } from './file-patterns.ts';
import type { FileProfile } from './file-profile.ts';
import { keyPatterns, pemKeys } from './key-patterns.ts';
import { LiteralScan } from './literal-scan.ts';
import type { SecretMatch, SecretPattern } from './secret-match.ts';
import { tokenPatterns } from './token-patterns.ts';

/** Bytes to look through, as bytes and as a text with one character for each of them. */
export interface ScannedBytes {
  readonly bytes: Uint8Array;
  readonly text: () => string;
  /** Literals are looked for that begin from here … */
  readonly from: number;
  /** … to before here; what they are part of may lie around them. */
  readonly to: number;
  /** Whether the bytes begin where a line does. */
  readonly startsLine: boolean;
}

/** Looks through bytes; `most` matches end it. */
export interface SecretSearch {
  readonly matches: (scanned: ScannedBytes, most: number) => readonly SecretMatch[];
}

/** Patterns and the search for their literals. */
class PatternSet implements SecretSearch {
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

  matches(
    { bytes, text, from, to, startsLine }: ScannedBytes,
    most: number,
  ): readonly SecretMatch[] {
    const found: SecretMatch[] = [];
    for (const [start, owner] of this.#starts) {
      if (!startsLine || !start.equals(bytes.subarray(0, start.length))) continue;
      const match = this.#patterns[owner]!.find(text(), -1);
      if (match !== null) found.push(match);
    }
    this.#scan.run(
      bytes,
      (at, literal) => {
        const match = this.#patterns[this.#owners[literal]!]!.find(text(), at);
        if (match !== null) found.push(match);
        return found.length < most;
      },
      from,
      to,
    );
    return found;
  }
}

const exact = [...keyPatterns, ...tokenPatterns];
const inText = [...exact, awsSecret, ...addressPatterns, ...loginDocuments];

const sets = new Map<string, PatternSet>();

function setOf(name: string, patterns: () => readonly SecretPattern[]): PatternSet {
  const known = sets.get(name);
  if (known !== undefined) return known;
  const made = new PatternSet(patterns());
  sets.set(name, made);
  return made;
}

/** For text in a file of that profile. */
export function textSearch({ assigned, special }: FileProfile): SecretSearch {
  return setOf(`${assigned} ${special}`, () => [
    ...specialPatterns(special),
    ...inText,
    ...(assigned === null ? [] : commandPatterns),
    ...(assigned === 'settings' ? [assignedInSettings] : []),
    ...(assigned === 'code' ? [assignedInCode] : []),
  ]);
}

function specialPatterns(special: SpecialFile | null): readonly SecretPattern[] {
  return special === null ? [] : filePatterns[special];
}

/** For command lines, which stand in the config and the history. */
export function commandSearch(): SecretSearch {
  return setOf('command', () => [...inText, ...commandPatterns, assignedInSettings]);
}

/** For bytes that are no text: what chance does not make. */
export const binarySearch: SecretSearch = new PatternSet(exact.filter(({ inBinary }) => inBinary));

/** For the rest of large files that are no text: private keys alone, by a search of the runtime's own. */
export const keySearch: SecretSearch = {
  matches({ bytes, text, from, to }, most) {
    const found: SecretMatch[] = [];
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const literal of pemKeys.literals) {
      for (
        let at = buffer.indexOf(literal, from, 'latin1');
        at !== -1 && at < to && found.length < most;
        at = buffer.indexOf(literal, at + 1, 'latin1')
      ) {
        const match = pemKeys.find(text(), at);
        if (match !== null) found.push(match);
      }
    }
    return found;
  },
};
