import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { bufferSizes } from '../../../electron/engine/bytes/limits.ts';
import { keepPoints, loadPoints } from '../../../electron/engine/layer/index-cache.ts';
import { PointCollector } from '../../../electron/engine/layer/layer-points.ts';
import { indexStreamedLayer } from '../../../electron/engine/layer/index-layer.ts';
import { pickEntries } from '../../../electron/engine/layer/pick-entries.ts';
import { readFiles } from '../../../electron/engine/layer/read-files.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { concat, entry, noise, pad, pax, tar } from '../../fixtures/tar-builder.ts';
import { plainIndex } from './read-layer.ts';

const holes = new Uint8Array(9000);
holes.set(noise(700, 3), 1000);
holes.set(noise(300, 4), 8000);
const sparseBody = concat(
  pad(new TextEncoder().encode('2\n1000\n700\n8000\n300\n')),
  holes.subarray(1000, 1700),
  holes.subarray(8000, 8300),
);
const first = noise(100, 1);
const large = noise(20_000, 5);
const last = noise(513, 6);
const contents: readonly (Uint8Array | null)[] = [
  first,
  new Uint8Array(),
  holes,
  null,
  large,
  last,
];
const layer = tar(
  entry({ name: 'a' }, first),
  entry({ name: 'empty' }),
  pax([
    ['GNU.sparse.major', '1'],
    ['GNU.sparse.minor', '0'],
    ['GNU.sparse.realsize', String(holes.length)],
  ]),
  entry({ name: 'sparse' }, sparseBody),
  entry({ name: 'folder/', type: '5' }),
  entry({ name: 'b' }, large),
  entry({ name: 'c' }, last),
);
const index = plainIndex(layer);

function same(
  found: Uint8Array | null | undefined,
  wanted: Uint8Array | null | undefined,
): boolean {
  if (!found || !wanted) return found === wanted;
  return Buffer.from(found).equals(wanted);
}

describe.each([
  ['none', layer],
  ['gzip', gzipSync(layer)],
] as const)('files of a layer, %s', (compression, bytes) => {
  test('in any order and number are read in one pass', async () => {
    const order = fc.uniqueArray(fc.nat(contents.length - 1));
    await fc.assert(
      fc.asyncProperty(order, async (entries) => {
        const stored = { location: { kind: 'inline', bytes }, compression } as const;
        const found = await readFiles(stored, pickEntries(index, Uint32Array.from(entries)));
        expect(found).toHaveLength(entries.length);
        expect(entries.every((each, place) => same(found[place], contents[each]))).toBe(true);
      }),
    );
  });

  test('that are cut off are null, and those before them stand', async () => {
    const cut = compression === 'none' ? bytes.length - 3000 : bytes.length - 300;
    const location = { kind: 'inline', bytes: bytes.subarray(0, cut) } as const;
    const found = await readFiles(
      { location, compression },
      pickEntries(index, Uint32Array.of(5, 0, 2)),
    );
    expect(found[0]).toBeNull();
    expect(same(found[1], contents[0])).toBe(true);
    expect(same(found[2], contents[2])).toBe(true);
  });

  test('are given up when nobody waits for them', async () => {
    const stored = { location: { kind: 'inline', bytes }, compression } as const;
    const entries = pickEntries(index, Uint32Array.of(0, 4));
    await expect(readFiles(stored, entries, { isCancelled: () => true })).rejects.toThrow(
      EngineError,
    );
  });
});

test('files far apart in a gzip layer are entered at checkpoints', async () => {
  const gap = noise(bufferSizes.decodeThrough + 100_000, 9);
  const [a, b, c] = [noise(900, 11), noise(800, 12), noise(700, 13)];
  const bytes = tar(
    entry({ name: 'a' }, a),
    entry({ name: 'gap' }, gap),
    entry({ name: 'b' }, b),
    entry({ name: 'gap2' }, gap),
    entry({ name: 'c' }, c),
  );
  const stored = gzipSync(bytes, { level: 1 });
  const cacheDir = temporaryFolder();
  const collector = new PointCollector();
  const listed = await indexStreamedLayer(openBytes(stored), 'gzip', {
    stargz: false,
    onCheckpoint: (checkpoint) => collector.add(checkpoint),
  });
  const { storedDigest } = listed.proof;
  keepPoints(cacheDir, storedDigest, collector.points);
  const asked: number[] = [];
  const found = await readFiles(
    {
      location: { kind: 'inline', bytes: stored },
      compression: 'gzip',
      points: (place) => {
        asked.push(place);
        return loadPoints(cacheDir, storedDigest, place);
      },
    },
    pickEntries(listed.index, Uint32Array.of(4, 0, 2)),
  );
  expect([c, a, b].every((each, place) => same(found[place], each))).toBe(true);
  expect(asked).toHaveLength(3);
});
