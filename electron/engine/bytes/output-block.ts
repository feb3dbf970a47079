import { crc32 } from 'node:zlib';
import { bufferSizes, limits, type LimitName } from './limits.ts';

/** Takes decoded bytes, which are valid during the call. False says that no more are wanted. */
export type ByteSink = (bytes: Uint8Array) => boolean;

/** Why decoding ends early: the sink had enough, or the blob unpacks to more than is allowed. */
export type OutputStop = 'stopped' | 'limit';

/** The limit that so many decoded bytes went over. */
export function unpackedLimit(unpackedBytes: number): LimitName {
  return unpackedBytes > limits.unpackedBytes ? 'unpackedBytes' : 'unpackedRatio';
}

/**
 * The one buffer that a decoder fills; handed to the sink whenever it is full, so that memory stays bounded and pieces
 * begin on word boundaries.
 */
export class OutputBlock {
  readonly bytes: Uint8Array;
  filled = 0;
  stop: OutputStop | null = null;
  readonly #sink: ByteSink;
  readonly #limit: number;
  #flushed = 0;
  #crc = 0;
  /** Where in the buffer the bytes begin that `#crc` does not cover yet; -1 when none is wanted. */
  #crcFrom = -1;

  /**
   * `storedBytes` is the size of the whole compressed blob, for telling a decompression bomb; `blockBytes` how much is
   * handed to the sink at a time.
   */
  constructor(sink: ByteSink, storedBytes: number, blockBytes: number = bufferSizes.inflateOutput) {
    this.bytes = new Uint8Array(blockBytes);
    this.#sink = sink;
    this.#limit = Math.min(
      limits.unpackedBytes,
      Math.max(limits.ratioGraceBytes, storedBytes * limits.unpackedRatio),
    );
  }

  /** Bytes decoded so far. */
  get total(): number {
    return this.#flushed + this.filled;
  }

  get room(): number {
    return this.bytes.length - this.filled;
  }

  /** Hands out what the buffer holds. False when decoding should end; `stop` says why. */
  flush(): boolean {
    if (this.filled > 0 && this.stop === null) {
      this.#updateCrc();
      const bytes = this.bytes.subarray(0, this.filled);
      this.#flushed += this.filled;
      this.filled = 0;
      if (this.#crcFrom > 0) this.#crcFrom = 0;
      if (!this.#sink(bytes)) this.stop = 'stopped';
      else if (this.#flushed > this.#limit) this.stop = 'limit';
    }
    return this.stop === null;
  }

  /**
   * A copy of the last `count` bytes decoded, also of those that have been handed out: the buffer is filled from its
   * beginning again and again. At most as many as it holds.
   */
  recent(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    const before = Math.max(count - this.filled, 0);
    bytes.set(this.bytes.subarray(this.bytes.length - before));
    bytes.set(this.bytes.subarray(this.filled - (count - before), this.filled), before);
    return bytes;
  }

  /** Starts a CRC-32 of what is decoded from here on. */
  beginCrc(): void {
    this.#crc = 0;
    this.#crcFrom = this.filled;
  }

  /** The CRC-32 of everything since `beginCrc`. */
  endCrc(): number {
    this.#updateCrc();
    this.#crcFrom = -1;
    return this.#crc;
  }

  /** Adds bytes that a decoder brings in its own memory. False when decoding should end. */
  append(bytes: Uint8Array): boolean {
    if (this.stop !== null) return false;
    let at = 0;
    while (at < bytes.length) {
      const step = Math.min(this.room, bytes.length - at);
      this.bytes.set(bytes.subarray(at, at + step), this.filled);
      this.filled += step;
      at += step;
      if (this.room === 0 && !this.flush()) return false;
    }
    return true;
  }

  #updateCrc(): void {
    if (this.#crcFrom < 0 || this.#crcFrom === this.filled) return;
    this.#crc = crc32(this.bytes.subarray(this.#crcFrom, this.filled), this.#crc);
    this.#crcFrom = this.filled;
  }
}
