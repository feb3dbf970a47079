import { spawnSync } from 'node:child_process';
import { constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../electron/engine/bytes/checkpoint.ts';
import { inflate } from '../../../electron/engine/bytes/inflate.ts';
import { bufferSizes } from '../../../electron/engine/bytes/limits.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { shortBytes } from '../../fixtures/short-bytes.ts';
import { concat, noise } from '../../fixtures/tar-builder.ts';
import { inflateBytes } from './inflate-bytes.ts';

const span = bufferSizes.checkpointSpan;
const size = 3 * span + 54_321;

/** Words that come again at all distances, as in source code, with stretches of noise and of zeros. */
function mixedContent(seed: number): Uint8Array {
  const words = Array.from({ length: 300 }, (_, at) => noise(3 + (at % 17), seed + at));
  const choice = noise(size, seed);
  const content = new Uint8Array(size);
  for (let at = 0, turn = 0; at < size; turn++) {
    const pick = (choice[turn] ?? 0) + 256 * ((choice[size - turn] ?? 0) & 1);
    const word = words[pick % words.length] ?? choice;
    const step = pick === 255 ? 20_000 + 77 * (choice[turn + 1] ?? 0) : word.length;
    const part = pick === 255 && turn % 2 === 0 ? noise(step, turn) : word;
    if (pick !== 255 || turn % 2 === 0) content.set(part.subarray(0, size - at), at);
    at += step;
  }
  return content;
}

async function checkpointsOf(bytes: Uint8Array): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  const { kind } = await inflateBytes(bytes, 'gzip', { onCheckpoint: (each) => found.push(each) });
  expect(kind).toBe('complete');
  return found;
}

/** `length` bytes from `skip` after a checkpoint; null when the place cannot be entered. */
async function readFrom(
  bytes: Uint8Array,
  from: Checkpoint,
  skip: number,
  length: number,
  way: 'direct' | 'stream' = 'direct',
): Promise<Uint8Array> {
  const target = new Uint8Array(length);
  let position = 0;
  await inflate(
    openBytes(bytes),
    'gzip',
    (piece) => {
      const wanted = piece.subarray(Math.max(skip - position, 0));
      const at = Math.max(position - skip, 0);
      if (wanted.length > 0)
        target.set(wanted.subarray(0, Math.max(length - at, 0)), Math.min(at, length));
      position += piece.length;
      return position < skip + length;
    },
    { from, way },
  );
  return target.subarray(0, Math.max(0, Math.min(length, position - skip)));
}

const mixed = mixedContent(1);
const forms: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (level) => [`level ${level}`, mixed, gzipSync(mixed, { level })] as const,
  ),
  ['members', mixed, members(mixed)],
  ['stored blocks', mixed, gzipSync(mixed, { level: 0 })],
  ...[1, 2, 3, 4].map((seed) => {
    const content = noise(size, seed);
    return [`noise ${seed}`, content, gzipSync(content)] as const;
  }),
  ['fixed blocks', mixed, gzipSync(mixed, { strategy: constants.Z_FIXED })],
  ['no references', mixed, gzipSync(mixed, { strategy: constants.Z_HUFFMAN_ONLY })],
  ['repetitions only', mixed, gzipSync(mixed, { strategy: constants.Z_RLE })],
  ['short blocks', mixed, gzipSync(mixed, { memLevel: 1 })],
  ['a small window', mixed, gzipSync(mixed, { windowBits: 9 })],
];

/** Members of all sizes in a row. */
function members(content: Uint8Array): Uint8Array {
  const ends = [0, 10, 100_000, span - 5, span + 70_000, 2 * span, 3 * span - 1, size];
  const parts = ends.slice(1).map((end, at) => gzipSync(content.subarray(ends[at], end)));
  return concat(...parts);
}

/** Reads from every checkpoint, all that follows it and random parts of that. Answers how many there are. */
async function checkAll(content: Uint8Array, bytes: Uint8Array): Promise<number> {
  const checkpoints = await checkpointsOf(bytes);
  for (const from of checkpoints) {
    const all = await readFrom(bytes, from, 0, size);
    expect(shortBytes(all)).toBe(shortBytes(content.subarray(from.unpacked)));
  }
  const place = fc.record({
    from: fc.constantFrom(...checkpoints),
    skip: fc.integer({ min: 0, max: 2 * span }),
    length: fc.integer({ min: 1, max: 5000 }),
    way: fc.constantFrom('direct', 'stream'),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ from, skip, length, way }) => {
      const read = await readFrom(bytes, from, skip, length, way);
      const start = from.unpacked + skip;
      expect(shortBytes(read)).toBe(shortBytes(content.subarray(start, start + length)));
    }),
    { numRuns: 15 },
  );
  return checkpoints.length;
}

describe('checkpoints give the same bytes as decoding from the beginning', () => {
  it.each(forms)(
    'gzip of zlib, %s',
    async (_, content, bytes) => {
      expect(await checkAll(content, bytes)).toBeGreaterThanOrEqual(2);
    },
    60_000,
  );

  for (const [program, ...options] of [
    ['gzip', '-6'],
    ['gzip', '--rsyncable'],
    ['igzip', '-1'],
    ['igzip', '-3'],
    ['pigz', '-p4'],
    ['pigz', '-i'],
    ['libdeflate-gzip', '-12'],
    ['bgzip'],
  ] as const) {
    const isInstalled = spawnSync(program, ['--version']).error === undefined;
    it.runIf(isInstalled)(
      `${program} ${options.join(' ')}`,
      async () => {
        const made = spawnSync(program, [...options, '-c'], { input: mixed, maxBuffer: 1 << 30 });
        expect(await checkAll(mixed, made.stdout)).toBeGreaterThanOrEqual(2);
      },
      60_000,
    );
  }
});

describe('checkpoints', () => {
  it('are about one span apart', async () => {
    const places = (await checkpointsOf(gzipSync(mixed))).map(({ unpacked }) => unpacked);
    const gaps = places.map((place, at) => place - (places[at - 1] ?? 0));
    expect(places.length).toBe(2);
    for (const gap of gaps) expect(gap / span).toBeCloseTo(1, 0);
  });

  it('are not taken of what ends before the first is due', async () => {
    expect(await checkpointsOf(gzipSync(mixed.subarray(0, span)))).toEqual([]);
  });

  it('are taken in both ways of decoding or not at all', async () => {
    const found: Checkpoint[] = [];
    const onCheckpoint = (each: Checkpoint): unknown => found.push(each);
    const { short } = await inflateBytes(gzipSync(mixed), 'gzip', { onCheckpoint, way: 'stream' });
    expect(short).toBe(shortBytes(mixed));
    expect(found).toEqual([]);
  });

  it('do not change what is decoded, whole or damaged', async () => {
    const bytes = gzipSync(mixed);
    const damaged = Uint8Array.from(bytes);
    damaged.fill(0xff, bytes.length - 300_000, bytes.length - 299_000);
    for (const each of [bytes, damaged, bytes.subarray(0, -50_000), members(mixed)]) {
      const plain = await inflateBytes(each, 'gzip');
      const taken = await inflateBytes(each, 'gzip', { onCheckpoint: () => undefined });
      expect([taken.kind, taken.short]).toEqual([plain.kind, plain.short]);
    }
  });

  it('are not taken where nothing tells one bit from another', async () => {
    const zeros = new Uint8Array(8 * span);
    expect(await checkpointsOf(gzipSync(zeros))).toEqual([]);
  });

  it('of other bytes lead to nothing', async () => {
    const bytes = gzipSync(mixed);
    const [from] = await checkpointsOf(bytes);
    const { surroundings } = from!;
    const { window, ahead } = surroundings!;
    const wrong: readonly Checkpoint[] = [
      { ...from!, surroundings: { window, ahead: ahead.toReversed() } },
      { ...from!, position: from!.position + 1 },
      { ...from!, position: from!.position - 1 },
      { ...from!, position: bytes.length },
      { ...from!, position: bytes.length + 1000 },
      { ...from!, surroundings: null },
    ];
    for (const each of wrong) {
      for (const way of ['direct', 'stream'] as const) {
        expect((await readFrom(bytes, each, 0, 1000, way)).length).toBe(0);
      }
    }
  });
});
