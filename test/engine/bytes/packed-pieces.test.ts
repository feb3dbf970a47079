import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { equalBlocks } from '../../../electron/engine/bytes/equal-blocks.ts';
import { gzipPieces } from '../../../electron/engine/bytes/gzip-pieces.ts';
import { inflate } from '../../../electron/engine/bytes/inflate.ts';
import { oneAhead } from '../../../electron/engine/bytes/one-ahead.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { zstdPieces, zstdWay, type ZstdWay } from '../../../electron/engine/bytes/zstd-pieces.ts';
import { noise } from '../../fixtures/tar-builder.ts';

/** Text that compresses, then noise that does not, over several blocks. */
const sample = Buffer.concat([
  Buffer.from('a line that comes again and again\n'.repeat(60_000)),
  Buffer.from(noise(1_500_000, 7)),
  new Uint8Array(700_000),
]);

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  // One buffer for all pieces, as those who read files have it.
  const buffer = new Uint8Array(length);
  for (let at = 0; at < bytes.length; at += length) {
    const piece = bytes.subarray(at, at + length);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

async function unpacked(bytes: Uint8Array, compression: 'gzip' | 'zstd'): Promise<string> {
  const hash = createHash('sha256');
  const { kind } = await inflate(openBytes(bytes), compression, (piece) => {
    hash.update(piece);
    return true;
  });
  expect(kind).toBe('complete');
  return hash.digest('hex');
}

const sampleHash = createHash('sha256').update(sample).digest('hex');
const emptyHash = createHash('sha256').digest('hex');
const ways: readonly ZstdWay[] = zstdWay() === 'runtime' ? ['runtime', 'library'] : ['library'];

describe('blocks', () => {
  test.each([1, 7, 64, 100, 1000])('of equal length, from pieces of %i bytes', async (length) => {
    const blocks: number[] = [];
    const bytes = noise(1000, 1);
    for await (const block of equalBlocks(inPieces(bytes, length), 300)) blocks.push(block.length);
    expect(blocks).toEqual([300, 300, 300, 100]);
    expect(await whole(equalBlocks(inPieces(bytes, length), 300))).toEqual(Buffer.from(bytes));
  });
});

test('one ahead gives the same pieces', async () => {
  expect(
    (await whole(oneAhead(equalBlocks(inPieces(sample, 99_999), 1 << 18)))).equals(sample),
  ).toBe(true);
});

describe('gzip', () => {
  test.each([1, 6, 9])(
    'at level %i gives the same bytes however the pieces come',
    async (level) => {
      const results = await Promise.all(
        [40_001, 65_536, 3_000_000].map((length) =>
          whole(gzipPieces(inPieces(sample, length), level)),
        ),
      );
      for (const result of results) expect(result.equals(results[0]!)).toBe(true);
      expect(await unpacked(results[0]!, 'gzip')).toBe(sampleHash);
      expect(gunzipSync(results[0]!).equals(sample)).toBe(true);
    },
  );

  test('names no time, no file and no system', async () => {
    const packed = await whole(gzipPieces(inPieces(sample, 1 << 20), 6));
    expect([...packed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    expect(packed.length).toBeLessThan(sample.length * 0.45);
  });

  test('of nothing is a whole member', async () => {
    expect(await unpacked(await whole(gzipPieces(inPieces(new Uint8Array(), 1), 6)), 'gzip')).toBe(
      emptyHash,
    );
  });

  test('is what the program reads', async ({ skip }) => {
    if (spawnSync('gzip', ['--version']).status !== 0) skip('there is no gzip here');
    const input = await whole(gzipPieces(inPieces(sample, 99_999), 6));
    const { stdout, status } = spawnSync('gzip', ['-dc'], { input, maxBuffer: 1 << 28 });
    expect(status).toBe(0);
    expect(stdout.equals(sample)).toBe(true);
  });
});

describe.each(ways)('zstd by the %s', (way) => {
  test.each([1, 3, 15])(
    'at level %i gives the same bytes however the pieces come',
    async (level) => {
      const results: Buffer[] = [];
      for (const length of [40_001, 3_000_000]) {
        results.push(await whole(zstdPieces(inPieces(sample, length), level, way)));
      }
      expect(results[0]!.equals(results[1]!)).toBe(true);
      for (const result of results) expect(await unpacked(result, 'zstd')).toBe(sampleHash);
    },
  );

  test('of nothing is a frame', async () => {
    const packed = await whole(zstdPieces(inPieces(new Uint8Array(), 1), 3, way));
    expect(await unpacked(packed, 'zstd')).toBe(emptyHash);
    expect(packed.length).toBeGreaterThan(4);
  });

  test('over several frames is one stream', async ({ skip }) => {
    if (spawnSync('zstd', ['--version']).status !== 0) skip('there is no zstd here');
    const large = Buffer.concat([sample, sample, sample, sample, sample]);
    const input = await whole(zstdPieces(inPieces(large, 99_999), 1, way));
    const { stdout, status } = spawnSync('zstd', ['-dc'], { input, maxBuffer: 1 << 28 });
    expect(status).toBe(0);
    expect(stdout.equals(large)).toBe(true);
  });
});

type Pack = (pieces: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

const packs: readonly (readonly [string, Pack])[] = [
  ['gzip', (pieces) => gzipPieces(pieces, 1)],
  ...ways.map((way): [string, Pack] => [
    `zstd by the ${way}`,
    (pieces) => zstdPieces(pieces, 1, way),
  ]),
  ['one ahead', (pieces) => oneAhead(equalBlocks(pieces, 1 << 18))],
];

describe.each(packs)('%s', (_, pack) => {
  test('throws what its source throws', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* inPieces(sample, 1 << 20);
      throw new Error('the source broke');
    }
    await expect(whole(pack(broken()))).rejects.toThrow('the source broke');
  });

  test('lets its source go when nobody wants more', async () => {
    let gone = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield noise(1 << 20, 3);
      } finally {
        gone = true;
      }
    }
    let pieces = 0;
    for await (const _piece of pack(endless())) if (++pieces === 3) break;
    expect(gone).toBe(true);
  });
});
