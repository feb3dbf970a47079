import type { Transform } from 'node:stream';
import { bufferSizes } from './limits.ts';
import type { OutputBlock } from './output-block.ts';
import { DecodeError, type RawDecoder } from './raw-decoder.ts';

/** What the streams of node:zlib have in common. */
export interface ZlibStream extends Transform {
  /** Bytes the decoder has used so far. */
  readonly bytesWritten: number;
}

export interface ZlibStreamOptions {
  /** Bytes of output at a time. */
  readonly chunkSize: number;
  /** Parameters of a zstd decoder, by their numbers. */
  readonly params?: Readonly<Record<number, number>>;
}

/** Drives a decoder of node:zlib by its documented stream interface. */
export class ZlibStreamDecoder implements RawDecoder {
  ended = false;
  readonly #create: (options: ZlibStreamOptions) => ZlibStream;
  #stream: ZlibStream | null = null;
  #output: OutputBlock | null = null;
  #settle: ((error: Error | null) => void) | null = null;

  constructor(create: (options: ZlibStreamOptions) => ZlibStream) {
    this.#create = create;
  }

  async push(input: Uint8Array, start: number, end: number, output: OutputBlock): Promise<number> {
    const stream = (this.#stream ??= this.#open());
    const before = stream.bytesWritten;
    this.#output = output;
    await new Promise<void>((resolve, reject) => {
      this.#settle = (error) => (error === null ? resolve() : reject(error));
      // The caller's buffer is used again, and the stream keeps what it has not used.
      stream.write(new Uint8Array(input.subarray(start, end)), () => this.#settle?.(null));
    });
    drain(stream);
    return stream.bytesWritten - before;
  }

  reset(): void {
    this.close();
    this.ended = false;
  }

  close(): void {
    this.#settle = null;
    this.#stream?.destroy();
    this.#stream = null;
  }

  #open(): ZlibStream {
    const stream = this.#create({ chunkSize: bufferSizes.inflateOutput });
    stream.on('data', (bytes: Uint8Array) => this.#output?.append(bytes));
    stream.on('end', () => {
      this.ended = true;
      this.#settle?.(null);
    });
    stream.on('error', (error) => {
      this.#settle?.(new DecodeError(error.message, { cause: error }));
    });
    return stream;
  }
}

/** Makes the stream emit what it has decoded and kept. */
function drain(stream: ZlibStream): void {
  while (stream.read() !== null);
}
