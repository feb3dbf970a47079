import { deflateRawSync } from 'node:zlib';
import { OutputBlock } from './output-block.ts';
import { DecodeError, type BlockStep, type RawDecoder } from './raw-decoder.ts';
import type { ZlibStream } from './zlib-stream.ts';

/**
 * The native object inside a stream of node:zlib, which is not documented. Driving it directly decodes into one buffer
 * that is used again and again, without a turn of the event loop per piece, which is about a third faster than the
 * stream. `handlesWork` tells whether this runtime's is as expected; if not, the documented stream is used.
 */
interface ZlibHandle {
  writeSync(
    flush: number,
    input: Uint8Array,
    inputStart: number,
    inputLength: number,
    output: Uint8Array,
    outputStart: number,
    outputLength: number,
  ): void;
  reset(): void;
  onerror: (message: string, errorNumber: number, code: string) => void;
}

/** Z_NO_FLUSH, and ZSTD_e_continue. */
const noFlush = 0;
/** Z_BLOCK: end where a deflate block ends. */
const untilBlockEnd = 5;
/** Most output of one call: after an error it is not told how much of it was written. */
const stepBytes = 128 * 1024;

export class ZlibHandleDecoder implements RawDecoder {
  ended = false;
  /** Owns the handle. */
  readonly #stream: ZlibStream;
  readonly #handle: ZlibHandle;
  /** After a call: room left in the output, and input left. */
  readonly #state: Uint32Array;
  #error: string | null = null;

  constructor(stream: ZlibStream) {
    const { handle, state } = internals(stream);
    this.#stream = stream;
    this.#handle = handle;
    this.#state = state;
    handle.onerror = (message) => {
      this.#error = message;
    };
  }

  push(input: Uint8Array, start: number, end: number, output: OutputBlock): number {
    return this.#drive(noFlush, input, start, end, output).used;
  }

  pushBlock(input: Uint8Array, start: number, end: number, output: OutputBlock): BlockStep {
    return this.#drive(untilBlockEnd, input, start, end, output);
  }

  #drive(
    flush: number,
    input: Uint8Array,
    start: number,
    end: number,
    output: OutputBlock,
  ): BlockStep {
    let at = start;
    for (;;) {
      const room = Math.min(output.room, stepBytes);
      this.#handle.writeSync(flush, input, at, end - at, output.bytes, output.filled, room);
      if (this.#error !== null) throw new DecodeError(this.#error);
      const roomLeft = this.#state[0] ?? 0;
      const inputLeft = this.#state[1] ?? 0;
      const isStuck = roomLeft === room && inputLeft === end - at;
      at = end - inputLeft;
      output.filled += room - roomLeft;
      if (output.room === 0 && !output.flush()) return { used: at - start, isBlockEnd: false };
      if (roomLeft === 0) continue;
      const isBlockEnd = flush === untilBlockEnd && inputLeft > 0 && !isStuck;
      if (inputLeft > 0 && !isBlockEnd) this.ended = true;
      return { used: at - start, isBlockEnd };
    }
  }

  reset(): void {
    this.ended = false;
    this.#error = null;
    this.#handle.reset();
  }

  close(): void {
    this.#stream.destroy();
  }
}

let works: boolean | null = null;

/** Whether streams of node:zlib have the inside that `ZlibHandleDecoder` needs: tried once on known data. */
export function handlesWork(createInflateRaw: () => ZlibStream): boolean {
  works ??= tryHandle(createInflateRaw);
  return works;
}

function tryHandle(createInflateRaw: () => ZlibStream): boolean {
  const plain = new Uint8Array(300_000).map((_, at) => (at * at) >>> 7);
  const packed = new Uint8Array(deflateRawSync(plain));
  const trailer = 5;
  const input = new Uint8Array(packed.length + trailer);
  input.set(packed);
  const stream = createInflateRaw();
  try {
    const decoder = new ZlibHandleDecoder(stream);
    return (
      decodes(decoder, input, packed.length, plain) &&
      stopsAtBlocks(decoder, input, packed.length, plain) &&
      decodes(decoder, input, packed.length, plain) &&
      refuses(decoder, plain)
    );
  } catch {
    return false;
  } finally {
    stream.destroy();
  }
}

/** Decodes `input` in two pieces and compares: output, end, and bytes used. */
function decodes(
  decoder: ZlibHandleDecoder,
  input: Uint8Array,
  packedBytes: number,
  plain: Uint8Array,
): boolean {
  let compared = 0;
  let same = true;
  const output = new OutputBlock((bytes) => {
    same &&= Buffer.compare(bytes, plain.subarray(compared, compared + bytes.length)) === 0;
    compared += bytes.length;
    return true;
  }, input.length);
  decoder.reset();
  const half = packedBytes >>> 1;
  const first = decoder.push(input, 0, half, output);
  const second = decoder.push(input, half, input.length, output);
  output.flush();
  const used = first === half && second === packedBytes - half;
  return used && decoder.ended && same && compared === plain.length;
}

/** Decodes `input` block by block: at least two, and the end is told after the last one. */
function stopsAtBlocks(
  decoder: ZlibHandleDecoder,
  input: Uint8Array,
  packedBytes: number,
  plain: Uint8Array,
): boolean {
  const output = new OutputBlock(() => true, input.length);
  decoder.reset();
  let at = 0;
  let blocks = 0;
  for (; !decoder.ended && at < input.length; blocks++) {
    const { used, isBlockEnd } = decoder.pushBlock(input, at, input.length, output);
    if (isBlockEnd === decoder.ended) return false;
    at += used;
  }
  return decoder.ended && blocks > 2 && at === packedBytes && output.total === plain.length;
}

function refuses(decoder: ZlibHandleDecoder, noise: Uint8Array): boolean {
  decoder.reset();
  try {
    decoder.push(noise.fill(0xff), 0, noise.length, new OutputBlock(() => true, noise.length));
    return false;
  } catch (error) {
    return error instanceof DecodeError;
  }
}

function internals(stream: ZlibStream): { handle: ZlibHandle; state: Uint32Array } {
  if ('_handle' in stream && '_writeState' in stream) {
    const { _handle: handle, _writeState: state } = stream;
    if (isHandle(handle) && state instanceof Uint32Array && state.length >= 2) {
      return { handle, state };
    }
  }
  throw new TypeError('node:zlib has another inside than expected');
}

function isHandle(value: unknown): value is ZlibHandle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'writeSync' in value &&
    typeof value.writeSync === 'function' &&
    'reset' in value &&
    typeof value.reset === 'function' &&
    'onerror' in value
  );
}
