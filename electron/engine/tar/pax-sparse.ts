import { limits } from '../bytes/limits.ts';
import { ByteSpan, setName } from './byte-span.ts';
import { parseDecimal } from './numbers.ts';
import type { SparsePart } from './sparse.ts';

/** What `GNU.sparse.*` records say (GNU tar manual, Storing Sparse Files; formats 0.0, 0.1 and 1.0). */
export class PaxSparse {
  readonly name = new ByteSpan();
  realSize = Number.NaN;
  major = Number.NaN;
  minor = Number.NaN;
  /** The parts of formats 0.0 and 0.1; null when no record names one. */
  parts: SparsePart[] | null = null;
  #offset = Number.NaN;

  record(key: string, bytes: Uint8Array, start: number, end: number): boolean {
    switch (key) {
      case 'name':
        return setName(this.name, bytes, start, end);
      case 'size':
      case 'realsize':
        this.realSize = parseDecimal(bytes, start, end);
        return !Number.isNaN(this.realSize);
      case 'major':
        this.major = parseDecimal(bytes, start, end);
        return !Number.isNaN(this.major);
      case 'minor':
        this.minor = parseDecimal(bytes, start, end);
        return !Number.isNaN(this.minor);
      case 'offset':
        this.#offset = parseDecimal(bytes, start, end);
        return !Number.isNaN(this.#offset);
      case 'numbytes':
        return this.#part(this.#offset, parseDecimal(bytes, start, end));
      case 'map':
        return this.#map(bytes, start, end);
      default:
        return true;
    }
  }

  #part(offset: number, length: number): boolean {
    this.#offset = Number.NaN;
    this.parts ??= [];
    if (Number.isNaN(offset + length)) return false;
    // What is left out makes the map too short for what is stored.
    if (this.parts.length < limits.sparseParts) this.parts.push({ offset, length });
    return true;
  }

  /** Format 0.1: `offset,length,offset,length …` */
  #map(bytes: Uint8Array, start: number, end: number): boolean {
    this.parts = [];
    let offset = Number.NaN;
    let from = start;
    while (from < end) {
      let to = from;
      while (to < end && bytes[to] !== comma) to++;
      const value = parseDecimal(bytes, from, to);
      if (Number.isNaN(offset)) offset = value;
      else {
        if (!this.#part(offset, value)) return false;
        offset = Number.NaN;
      }
      if (Number.isNaN(value)) return false;
      from = to + 1;
    }
    return Number.isNaN(offset);
  }
}

const comma = 0x2c;
