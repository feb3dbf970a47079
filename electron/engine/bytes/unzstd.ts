import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import type { InputFeed } from './input-feed.ts';
import { limits } from './limits.ts';
import type { OutputBlock } from './output-block.ts';
import { DecodeError, type DecoderWay, type RawDecoder } from './raw-decoder.ts';
import { handlesWork, ZlibHandleDecoder } from './zlib-handle.ts';
import { ZlibStreamDecoder, type ZlibStream, type ZlibStreamOptions } from './zlib-stream.ts';
import { readFrameStart, zstdBlockBytes, zstdHeaderBytes } from './zstd-frame.ts';

/**
 * Decodes zstd (RFC 8878): any number of frames in a row are one stream, skippable ones are left out wherever they are,
 * zeros at the end are padding. Frames are told apart here, because the streams of node:zlib end after the first one.
 * Where node:zlib has no zstd (before 22.15), content checksums are not compared.
 */
export async function unzstd(
  feed: InputFeed,
  output: OutputBlock,
  way: DecoderWay,
): Promise<InflateEnd> {
  const decoder = zstdDecoder(way);
  const piece = new Uint8Array(zstdHeaderBytes + blockHeaderBytes + zstdBlockBytes + checksumBytes);
  try {
    for (let isFirst = true; ;) {
      const start = (await feed.fill()) ? readFrameStart(feed) : ({ kind: 'end' } as const);
      switch (start.kind) {
        case 'end':
          return inflateEnd(isFirst ? 'truncated' : 'complete');
        case 'cut':
          return inflateEnd('truncated');
        case 'window':
          return { ...inflateEnd('limit'), limit: 'zstdWindowBytes' };
        case 'other':
          return isFirst ? inflateEnd('damaged') : { kind: 'complete', trailingData: true };
        case 'skippable':
          if (!(await feed.skip(start.bytes))) return inflateEnd('truncated');
          break;
        case 'frame': {
          piece.set(start.header);
          const end = await readBlocks(feed, output, decoder, piece, start);
          if (end !== null) return end;
          isFirst = false;
        }
      }
    }
  } catch (error) {
    if (error instanceof DecodeError) return inflateEnd('damaged');
    throw error;
  } finally {
    decoder.close();
  }
}

const blockHeaderBytes = 3;
const checksumBytes = 4;
const runLengthBlock = 1;
const reservedBlock = 3;

/**
 * Decodes the blocks of a frame one by one; the first goes with the header, the last with the checksum. Null when the
 * frame is complete.
 */
async function readBlocks(
  feed: InputFeed,
  output: OutputBlock,
  decoder: RawDecoder,
  piece: Uint8Array,
  frame: { readonly header: Uint8Array; readonly hasChecksum: boolean },
): Promise<InflateEnd | null> {
  let filled = frame.header.length;
  for (;;) {
    const header = feed.littleEndian(blockHeaderBytes);
    if (Number.isNaN(header)) return inflateEnd('truncated');
    const isLast = (header & 1) !== 0;
    const type = (header >>> 1) & 3;
    const size = header >>> 3;
    if (type === reservedBlock || size > zstdBlockBytes) return inflateEnd('damaged');
    for (let shift = 0; shift < 24; shift += 8) piece[filled++] = (header >>> shift) & 0xff;
    const stored = type === runLengthBlock ? 1 : size;
    const wanted = filled + stored + (isLast && frame.hasChecksum ? checksumBytes : 0);
    while (filled < wanted) {
      if (!(await feed.fill())) return inflateEnd('truncated');
      const step = Math.min(wanted - filled, feed.end - feed.start);
      piece.set(feed.bytes.subarray(feed.start, feed.start + step), filled);
      feed.start += step;
      filled += step;
    }
    await decoder.push(piece, 0, filled, output);
    if (output.stop !== null) return inflateEnd(output.stop);
    await feed.ready();
    if (isLast) break;
    filled = 0;
  }
  decoder.reset();
  return null;
}

function zstdDecoder(way: DecoderWay): RawDecoder {
  const factory: unknown = Reflect.get(zlib, 'createZstdDecompress');
  if (!isStreamFactory(factory)) return new LibraryDecoder();
  const params = { [windowLogMax]: Math.min(31, Math.ceil(Math.log2(limits.zstdWindowBytes))) };
  const create: typeof factory = (options) => factory({ ...options, params });
  if (way === 'direct' && handlesWork(zlib.createInflateRaw)) {
    return new ZlibHandleDecoder(create({}));
  }
  return new ZlibStreamDecoder(create);
}

/** ZSTD_d_windowLogMax: the decoder refuses larger windows than 2 to this power, 27 unless told otherwise. */
const windowLogMax = 100;

function isStreamFactory(
  value: unknown,
): value is (options: Partial<ZlibStreamOptions>) => ZlibStream {
  return typeof value === 'function';
}

/** fzstd, one of its decoders per frame. */
class LibraryDecoder implements RawDecoder {
  readonly ended = false;
  #decoder: Decompress | null = null;

  push(input: Uint8Array, start: number, end: number, output: OutputBlock): number {
    this.#decoder ??= new Decompress();
    this.#decoder.ondata = (bytes) => output.append(bytes);
    // The library keeps what it is given until the next call, and the caller's buffer is used again.
    this.#feed(input.slice(start, end), false);
    return end - start;
  }

  reset(): void {
    // A frame of less than 18 bytes is kept back until the library is told that nothing follows.
    this.#feed(new Uint8Array(0), true);
    this.close();
  }

  close(): void {
    this.#decoder = null;
  }

  #feed(bytes: Uint8Array, isLast: boolean): void {
    try {
      this.#decoder?.push(bytes, isLast);
    } catch (error) {
      throw new DecodeError('zstd', { cause: error });
    }
  }
}
