import { limits } from '../bytes/limits.ts';
import { parseDecimal, parseNumber } from './numbers.ts';

/** A stored part of a sparse file; what lies between parts reads as zeros. */
export interface SparsePart {
  readonly offset: number;
  readonly length: number;
}

/** Bytes of one part of an old GNU sparse map: two numbers of twelve. */
const oldPartBytes = 24;
const numberBytes = 12;

/**
 * Reads `count` parts of an old GNU sparse map (in a header, or a block after it) into `parts`; an empty one ends the
 * map. False when a number is wrong or there are too many parts.
 */
export function readOldParts(
  bytes: Uint8Array,
  at: number,
  count: number,
  parts: SparsePart[],
): boolean {
  for (let index = 0; index < count; index++) {
    const start = at + index * oldPartBytes;
    if (bytes[start] === 0 || bytes[start] === undefined) return true;
    const offset = parseNumber(bytes, start, numberBytes);
    const length = parseNumber(bytes, start + numberBytes, numberBytes);
    if (Number.isNaN(offset + length) || parts.length >= limits.sparseParts) return false;
    parts.push({ offset, length });
  }
  return true;
}

/**
 * Whether the parts are in order, apart from one another, inside `realSize`, and as long together as what is stored.
 */
export function validParts(
  parts: readonly SparsePart[],
  realSize: number,
  storedBytes: number,
): boolean {
  let end = 0;
  let stored = 0;
  for (const part of parts) {
    if (part.offset < end || part.length < 0) return false;
    end = part.offset + part.length;
    stored += part.length;
  }
  return end <= realSize && stored === storedBytes;
}

/**
 * The map of GNU sparse format 1.0: decimal numbers, each ended by a newline, at the start of the body, padded to
 * whole blocks: how many parts, then offset and length of each.
 */
export class SparseMapReader {
  readonly parts: SparsePart[] = [];
  #line: number[] = [];
  #remaining = Number.NaN;
  #offset = Number.NaN;

  /** Takes one block of the body. */
  block(bytes: Uint8Array, at: number): 'more' | 'done' | 'wrong' {
    for (let index = 0; index < 512; index++) {
      const byte = bytes[at + index] ?? 0;
      if (byte !== 0x0a) {
        if (this.#line.length >= 20) return 'wrong';
        this.#line.push(byte);
        continue;
      }
      const value = parseDecimal(Uint8Array.from(this.#line), 0, this.#line.length);
      this.#line = [];
      if (!this.#number(value)) return 'wrong';
      if (this.#remaining === 0) return 'done';
    }
    return 'more';
  }

  #number(value: number): boolean {
    if (Number.isNaN(value)) return false;
    if (Number.isNaN(this.#remaining)) {
      this.#remaining = value;
      return true;
    }
    if (Number.isNaN(this.#offset)) {
      this.#offset = value;
      return true;
    }
    if (this.parts.length >= limits.sparseParts) return false;
    this.parts.push({ offset: this.#offset, length: value });
    this.#offset = Number.NaN;
    this.#remaining--;
    return true;
  }
}
