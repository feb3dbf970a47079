/** Characters that every literal has at least. */
const window = 4;
/** How far the search moves on when two bytes stand in no literal. */
const farthest = window - 1;

/** A text to look for. */
export interface Literal {
  /** ASCII, four characters or more. */
  readonly text: string;
  /** Whether upper and lower case are the same to it. */
  readonly anyCase: boolean;
}

/**
 * Finds many literals in one pass over bytes, by looking at every third pair of them as a rule (Wu and Manber, "A fast
 * algorithm for multi-pattern searching", 1994). The time is linear in the bytes and the literals that are there.
 */
export class LiteralScan {
  /** Each in lower case where case does not matter. */
  readonly #literals: readonly Uint8Array[];
  readonly #anyCase: readonly boolean[];
  /** By a pair of bytes, how far the end of the window may move on; 0 where a literal may begin with it. */
  readonly #shift = new Uint8Array(0x1_0000).fill(farthest);
  /** Literals by the last pair of their first characters. */
  readonly #buckets: (readonly number[] | undefined)[] = Array.from({ length: 0x1_0000 });

  constructor(literals: readonly Literal[]) {
    this.#anyCase = literals.map(({ anyCase }) => anyCase);
    this.#literals = literals.map(({ text, anyCase }) =>
      Buffer.from(anyCase ? text.toLowerCase() : text, 'latin1'),
    );
    for (const [id, { text, anyCase }] of literals.entries()) {
      if (text.length < window) throw new RangeError(`${text} is too short`);
      for (let end = 2; end <= window; end++) {
        for (const pair of pairsOf(text.slice(end - 2, end), anyCase)) {
          this.#shift[pair] = Math.min(this.#shift[pair]!, window - end);
          if (end === window) this.#buckets[pair] = [...(this.#buckets[pair] ?? []), id];
        }
      }
    }
  }

  /**
   * Calls `found` with the offset and the number of every literal that is there, from the front, until it answers false.
   * With `from` and `to` only of those that begin from the one to before the other.
   */
  run(
    bytes: Uint8Array,
    found: (at: number, literal: number) => boolean,
    from = 0,
    to = bytes.length,
  ): void {
    const shift = this.#shift;
    const end = Math.min(bytes.length, to + farthest);
    for (let at = from + farthest; at < end;) {
      const pair = (bytes[at - 1]! << 8) | bytes[at]!;
      const step = shift[pair]!;
      if (step > 0) {
        at += step;
        continue;
      }
      for (const id of this.#buckets[pair] ?? []) {
        const start = at - farthest;
        if (this.#isAt(bytes, start, id) && !found(start, id)) return;
      }
      at++;
    }
  }

  #isAt(bytes: Uint8Array, start: number, id: number): boolean {
    const literal = this.#literals[id]!;
    const anyCase = this.#anyCase[id]!;
    for (let at = 0; at < literal.length; at++) {
      const byte = bytes[start + at]!;
      if (byte !== literal[at] && !(anyCase && lowerCase(byte) === literal[at])) return false;
    }
    return true;
  }
}

/** A pair of characters in all the ways it may be written. */
function pairsOf(text: string, anyCase: boolean): ReadonlySet<number> {
  const [first = '', second = ''] = text;
  const pairs = [first, second].map((each) =>
    anyCase ? [each.toLowerCase(), each.toUpperCase()] : [each],
  );
  return new Set(
    pairs[0]!.flatMap((one) =>
      pairs[1]!.map((other) => (one.charCodeAt(0) << 8) | other.charCodeAt(0)),
    ),
  );
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
