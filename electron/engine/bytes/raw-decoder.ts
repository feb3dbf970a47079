import type { OutputBlock } from './output-block.ts';

/**
 * Decodes the bare data of one gzip member or one zstd frame after another; headers and trailers are read by others.
 * An error in the data throws or rejects with `DecodeError`; what was decoded before is in the output.
 */
export interface RawDecoder {
  /** Whether the data has said itself that it ends. Only deflate does; a zstd frame is told by its blocks. */
  readonly ended: boolean;
  /**
   * Decodes `input[start … end]` into `output`, flushing it when full, and answers how many bytes were used: all of
   * them, unless the data ended or the output stopped.
   */
  push(
    input: Uint8Array,
    start: number,
    end: number,
    output: OutputBlock,
  ): number | Promise<number>;
  /**
   * Like `push`, but stops where a deflate block ends. True when it did so, or when all data of the member has been
   * decoded just before; `start` of the next call is then after what was used. Absent where that cannot be done.
   */
  readonly pushBlock?: (
    input: Uint8Array,
    start: number,
    end: number,
    output: OutputBlock,
  ) => BlockStep;
  /** Ends this member or frame and makes ready for the next; may throw `DecodeError` and give output. */
  reset(): void;
  close(): void;
}

export interface BlockStep {
  /** Bytes of input. */
  readonly used: number;
  readonly isBlockEnd: boolean;
}

/**
 * How decoders are driven: `direct` is as fast as this runtime allows, `stream` keeps to documented interfaces.
 */
export type DecoderWay = 'direct' | 'stream';

/** The compressed data itself is wrong. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
