import { limits } from '../bytes/limits.ts';
import { tarBlock } from '../bytes/tar-checksum.ts';
import type { ReportTarProblem } from './entry-fields.ts';
import type { TarEnding } from './reader.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarParser } from './tar-parser.ts';

/** What a `TarStreamReader` tells. The entry object is the same for all calls and changes from entry to entry. */
export interface TarVisitor {
  /** False ends the reading: what follows counts as if it were not part of the archive. */
  entry(entry: TarEntry): boolean;
  /**
   * The next bytes of the entry's body, `bytes[start … end]`, valid during the call; the map of a sparse file of format
   * 1.0 is left out. Called as often as the body needs pieces, not at all for an empty one.
   */
  body(bytes: Uint8Array, start: number, end: number): void;
  /** The body is complete. Called for every entry, at once when it has none; not for one that is cut off. */
  bodyEnd(): void;
}

/** Reads a tar from pieces of any length as they come, with every body: for compressed layers and for proofs. */
export class TarStreamReader {
  readonly #visitor: TarVisitor;
  readonly #parser: TarParser;
  /** Offset of the next byte that comes. */
  #position = 0;
  /** Where the body of the current entry ends; -1 when no body is being read. */
  #bodyEnd = -1;
  #carry = new Uint8Array(tarBlock);
  #carried = 0;
  #stopped = false;
  #trailingData = false;

  constructor(visitor: TarVisitor, report: ReportTarProblem) {
    this.#visitor = visitor;
    this.#parser = new TarParser(report);
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const taken = this.#take(bytes, at);
      at += taken;
      this.#position += taken;
    }
  }

  /** Says that no more bytes come. */
  end(): TarEnding {
    const { stop, position } = this.#parser;
    const trailingData = this.#trailingData;
    if (this.#stopped) return { kind: 'stopped', position, trailingData };
    if (stop !== null) return { kind: stop, position, trailingData };
    const clean =
      this.#bodyEnd < 0 &&
      this.#parser.betweenEntries &&
      this.#carry.subarray(0, this.#carried).every((byte) => byte === 0);
    const kind = clean ? 'no-end-marker' : 'truncated';
    return { kind, position: Math.min(position, this.#position), trailingData };
  }

  /** Uses some of the bytes from `at` on, at least one, and returns how many. */
  #take(bytes: Uint8Array, at: number): number {
    const available = bytes.length - at;
    if (this.#stopped) return available;
    if (this.#bodyEnd >= 0) return this.#takeBody(bytes, at, available);
    const { position, wanted, stop } = this.#parser;
    if (stop !== null) return this.#takeTrailing(bytes, at, available);
    if (position > this.#position) return Math.min(available, position - this.#position);
    if (this.#carried === 0 && available >= wanted) {
      this.#consume(bytes, at);
      return wanted;
    }
    return this.#takeCarry(bytes, at, Math.min(available, wanted - this.#carried), wanted);
  }

  #takeBody(bytes: Uint8Array, at: number, available: number): number {
    const length = Math.min(available, this.#bodyEnd - this.#position);
    this.#visitor.body(bytes, at, at + length);
    if (this.#position + length === this.#bodyEnd) this.#endBody();
    return length;
  }

  #takeTrailing(bytes: Uint8Array, at: number, available: number): number {
    const limit = this.#parser.position + limits.trailingBytes - this.#position;
    if (this.#parser.stop === 'end-marker' && !this.#trailingData && limit > 0) {
      const end = at + Math.min(available, limit);
      this.#trailingData = bytes.subarray(at, end).some((byte) => byte !== 0);
    }
    return available;
  }

  /** Gathers a block that lies across the border of two pieces. */
  #takeCarry(bytes: Uint8Array, at: number, length: number, wanted: number): number {
    if (this.#carry.length < wanted) {
      const larger = new Uint8Array(wanted);
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes.subarray(at, at + length), this.#carried);
    this.#carried += length;
    if (this.#carried === wanted) {
      this.#carried = 0;
      this.#consume(this.#carry, 0);
    }
    return length;
  }

  #consume(bytes: Uint8Array, at: number): void {
    if (!this.#parser.consume(bytes, at)) return;
    const { entry } = this.#parser;
    if (!this.#visitor.entry(entry)) {
      this.#stopped = true;
      return;
    }
    const end = entry.body + entry.storedBytes;
    if (end > entry.body + entry.dataStart) this.#bodyEnd = end;
    else this.#visitor.bodyEnd();
  }

  #endBody(): void {
    this.#bodyEnd = -1;
    this.#visitor.bodyEnd();
  }
}
