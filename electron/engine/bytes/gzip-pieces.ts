import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { equalBlocks } from './equal-blocks.ts';

/** Levels of deflate that compress, and the one that `gzip` takes by itself. */
export const gzipLevels = { least: 1, usual: 6, most: 9 } as const;

/** Unpacked bytes that one thread compresses at a time. A larger block gains nothing that can be measured. */
const blockBytes = 512 * 1024;
/** How far back deflate can point (RFC 1951, section 2). */
const windowBytes = 32 * 1024;

const deflate = promisify<Uint8Array, NonNullable<Parameters<typeof deflateRaw>[1]>, Buffer>(
  deflateRaw,
);

/**
 * Compresses to one gzip member (RFC 1952) that names no time, no file and no system: the same bytes and level give the
 * same result with the same zlib, whatever the number of cores. Blocks are compressed on the runtime's own threads,
 * each with the end of the one before as its dictionary and ending on a whole byte, so that together they are one
 * deflate stream. Throws what `pieces` throws.
 */
export async function* gzipPieces(
  pieces: AsyncIterable<Uint8Array>,
  level: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield headerFor(level);
  const underway: Promise<Uint8Array>[] = [];
  const most = availableParallelism() + 1;
  let crc = 0;
  let total = 0;
  let before: Uint8Array | null = null;
  try {
    for await (const block of equalBlocks(pieces, blockBytes)) {
      crc = crc32(block, crc);
      total += block.length;
      underway.push(compressed(block, before, level));
      before = block;
      if (underway.length > most) yield (await underway.shift())!;
    }
    while (underway.length > 0) yield (await underway.shift())!;
    yield await deflate(new Uint8Array(), { level });
    yield trailerOf(crc, total);
  } finally {
    await Promise.allSettled(underway);
  }
}

function compressed(
  block: Uint8Array,
  before: Uint8Array | null,
  level: number,
): Promise<Uint8Array> {
  const result = deflate(block, {
    level,
    finishFlush: constants.Z_SYNC_FLUSH,
    chunkSize: blockBytes / 2,
    ...(before === null ? {} : { dictionary: before.subarray(-windowBytes) }),
  });
  // A failure is taken when its turn comes.
  result.catch(() => {});
  return result;
}

/** The extra flags say which end of the levels was used; system 255 is "unknown" (RFC 1952, section 2.3.1). */
function headerFor(level: number): Uint8Array {
  const flags = level === gzipLevels.most ? 2 : level === gzipLevels.least ? 4 : 0;
  return Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, flags, 255);
}

function trailerOf(crc: number, total: number): Uint8Array {
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, crc, true);
  trailer.setUint32(4, total % 2 ** 32, true);
  return new Uint8Array(trailer.buffer);
}
