import { setImmediate } from 'node:timers/promises';
import { EngineError } from './engine-error.ts';
import { bufferSizes } from './limits.ts';
import type { RandomAccess } from './random-access.ts';

/** How long work that streams a blob may go on, and who wants to know of its progress. */
export interface StreamOptions {
  /** Asked between pieces; true ends the work with an `EngineError` `cancelled`. */
  readonly isCancelled?: () => boolean;
  /** Every stored byte in order, once; the bytes are valid during the call. */
  readonly onInput?: (bytes: Uint8Array) => void;
  /** Told how many stored bytes have been read so far. */
  readonly onProgress?: (done: number) => void;
  /** Awaited between pieces of the decoding, so that a slow consumer can make it wait. */
  readonly whenReady?: () => Promise<void> | undefined;
}

/** Pieces between two turns of the event loop, so that messages and timers are not kept waiting. */
const piecesPerTurn = 32;

/**
 * The stored bytes of a blob as a decoder takes them: what is ready lies in `bytes` from `start` to `end`, and the
 * decoder moves `start` on.
 */
export class InputFeed {
  readonly bytes: Uint8Array;
  start = 0;
  end = 0;
  readonly size: number;
  readonly #source: RandomAccess;
  readonly #options: StreamOptions;
  #read = 0;
  /** Bytes that `onInput` has had. */
  #told = 0;
  #pieces = 0;

  constructor(source: RandomAccess, options: StreamOptions) {
    this.#source = source;
    this.#options = options;
    this.size = source.size;
    this.bytes = new Uint8Array(Math.min(bufferSizes.inflateInput, Math.max(source.size, 1)));
  }

  /** Offset in the blob of the next byte. */
  get position(): number {
    return this.#read - (this.end - this.start);
  }

  /** Makes sure that a byte is ready. False at the end of the blob. */
  async fill(): Promise<boolean> {
    if (this.start < this.end) return true;
    await this.ready();
    if (++this.#pieces % piecesPerTurn === 0) await setImmediate();
    return this.#refill();
  }

  /** Goes back to an earlier offset; `onInput` is not told again what it has had. */
  rewind(position: number): void {
    this.#read = position;
    this.start = 0;
    this.end = 0;
  }

  /** Waits until the consumer of the output wants more. */
  async ready(): Promise<void> {
    await this.#options.whenReady?.();
  }

  /** Takes one byte; -1 at the end. */
  byte(): number {
    if (this.start === this.end && !this.#refill()) return -1;
    return this.bytes[this.start++] ?? -1;
  }

  /** Takes `count` bytes as a number, lowest byte first; NaN when the blob ends before. At most 6 bytes. */
  littleEndian(count: number): number {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < count; index++) {
      const byte = this.byte();
      if (byte < 0) return Number.NaN;
      value += byte * scale;
      scale *= 256;
    }
    return value;
  }

  /** Goes over `count` bytes. False when the blob ends before. */
  async skip(count: number): Promise<boolean> {
    let left = count;
    while (left > 0) {
      if (!(await this.fill())) return false;
      const step = Math.min(left, this.end - this.start);
      this.start += step;
      left -= step;
    }
    return true;
  }

  /** Reads what is left, for `onInput`. True when it holds anything but zeros. */
  async drain(): Promise<boolean> {
    let found = false;
    while (await this.fill()) {
      found ||= this.bytes.subarray(this.start, this.end).some((byte) => byte !== 0);
      this.start = this.end;
    }
    return found;
  }

  #refill(): boolean {
    if (this.#options.isCancelled?.() === true) throw new EngineError('cancelled');
    const from = this.#read;
    this.start = 0;
    this.end = this.#source.read(this.bytes, from);
    this.#read += this.end;
    if (this.#read > this.#told) {
      this.#options.onInput?.(this.bytes.subarray(Math.max(0, this.#told - from), this.end));
      this.#told = this.#read;
      this.#options.onProgress?.(this.#told);
    }
    return this.end > 0;
  }
}
