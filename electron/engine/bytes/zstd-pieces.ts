import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import Zstd from 'numcodecs/zstd';
import { equalBlocks } from './equal-blocks.ts';
import { throughStream } from './through-stream.ts';

/** Levels that every decoder takes with its usual limits, and the one that `zstd` takes by itself. */
export const zstdLevels = { least: 1, usual: 3, most: 19 } as const;

/** Unpacked bytes of one frame of the library, which holds them and the result in memory. */
const frameBytes = 8 * 1024 * 1024;
/** ZSTD_c_compressionLevel and ZSTD_c_checksumFlag, which the types of older runtimes do not have. */
const parameter = { level: 100, checksum: 201 } as const;

/** How zstd is made: by the runtime's own zlib where it has it (Node 22.15), else by a library. */
export type ZstdWay = 'runtime' | 'library';

/** The better way that this runtime has. */
export function zstdWay(): ZstdWay {
  return runtimeStream() === null ? 'library' : 'runtime';
}

/**
 * Compresses to zstd (RFC 8878): the runtime makes one frame with a checksum, the library many frames in a row, which
 * are one stream by section 3 of that document. The same bytes, level and way give the same result with the same
 * version of zstd. Throws what `pieces` throws.
 */
export function zstdPieces(
  pieces: AsyncIterable<Uint8Array>,
  level: number,
  way: ZstdWay = zstdWay(),
): AsyncGenerator<Uint8Array, void, undefined> {
  const create = way === 'runtime' ? runtimeStream() : null;
  return create === null ? libraryFrames(pieces, level) : throughStream(pieces, create(level));
}

/** No bytes at all are a frame too: a stream without one is no zstd. */
async function* libraryFrames(
  pieces: AsyncIterable<Uint8Array>,
  level: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = Zstd.fromConfig({ id: 'zstd', level });
  let isEmpty = true;
  for await (const block of equalBlocks(pieces, frameBytes)) {
    isEmpty = false;
    yield await encoder.encode(block);
  }
  if (isEmpty) yield await encoder.encode(new Uint8Array());
}

function runtimeStream(): ((level: number) => Transform) | null {
  const create: unknown = Reflect.get(zlib, 'createZstdCompress');
  if (!isStreamFactory(create)) return null;
  return (level) =>
    create({ params: { [parameter.level]: level, [parameter.checksum]: 1 }, chunkSize: 1 << 18 });
}

interface ZstdOptions {
  readonly params: Readonly<Record<number, number>>;
  readonly chunkSize: number;
}

function isStreamFactory(value: unknown): value is (options: ZstdOptions) => Transform {
  return typeof value === 'function';
}
