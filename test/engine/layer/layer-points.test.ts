import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferSizes } from '../../../electron/engine/bytes/limits.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import {
  readContent,
  streamContent,
  type StoredLayer,
} from '../../../electron/engine/layer/content.ts';
import {
  clearIndexCache,
  indexCacheUsage,
  keepPoints,
  loadPoints,
} from '../../../electron/engine/layer/index-cache.ts';
import { PointCollector, unpackPoint } from '../../../electron/engine/layer/layer-points.ts';
import { encodePointsFile, readPointsFile } from '../../../electron/engine/layer/points-file.ts';
import { sha256Digest, type Digest } from '../../../shared/model/digest.ts';
import { shortBytes } from '../../fixtures/short-bytes.ts';
import { concat, entry, noise, tar } from '../../fixtures/tar-builder.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { plainIndex, streamedLayer } from './read-layer.ts';

const span = bufferSizes.checkpointSpan;
/** Letters in no order: gzip makes about half of them. */
const letters = noise(span).map((byte) => 97 + (byte % 23));
const contents = [letters, letters.toReversed(), letters.subarray(7, 50_000), letters];
const layer = tar(...contents.map((content, at) => entry({ name: `file ${at}` }, content)));
const index = plainIndex(layer);
const stored = new Uint8Array(gzipSync(layer));
const collector = new PointCollector();
const { proof } = await streamedLayer(stored, 'gzip', {
  onCheckpoint: (checkpoint) => collector.add(checkpoint),
});
const file = encodePointsFile(collector.points, proof.storedDigest);

function digestOf(text: string): Digest {
  return sha256Digest(createHash('sha256').update(text).digest('hex'))!;
}

/** The layer with checkpoints read from the bytes of a file. */
function layerWith(bytes: Uint8Array, points: Uint8Array): StoredLayer {
  return {
    location: { kind: 'inline', bytes },
    compression: 'gzip',
    points: (place) => readPointsFile(openBytes(points), proof.storedDigest, place, 3) ?? [],
  };
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  for await (const piece of pieces) copies.push(piece.slice());
  return concat(...copies);
}

/** The stored bytes without a beginning that could be decoded. */
const headless = stored.slice().fill(0xff, 0, 1000);

describe('the checkpoints of a layer', () => {
  it('are there', () => {
    expect(collector.points.length).toBe(2);
  });

  it('are read from as if the layer was decoded from its beginning', async () => {
    const place = fc.record({
      at: fc.integer({ min: 0, max: contents.length - 1 }),
      offset: fc.integer({ min: 0, max: span }),
      length: fc.integer({ min: 0, max: 5000 }),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ at, offset, length }) => {
        const read = await readContent(layerWith(stored, file), index, at, { offset, length });
        expect(shortBytes(read)).toBe(shortBytes(contents[at]!.subarray(offset, offset + length)));
      }),
      { numRuns: 40 },
    );
    for (const [at, content] of contents.entries()) {
      const streamed = await gather(streamContent(layerWith(stored, file), index, at));
      expect(shortBytes(streamed)).toBe(shortBytes(content));
    }
  });

  it('make what comes before them unnecessary', async () => {
    const last = contents.length - 1;
    const range = { offset: 3_000_000, length: 4096 };
    const read = await readContent(layerWith(headless, file), index, last, range);
    expect(shortBytes(read)).toBe(shortBytes(letters.subarray(3_000_000, 3_004_096)));
    const streamed = await gather(streamContent(layerWith(headless, file), index, last));
    expect(shortBytes(streamed)).toBe(shortBytes(letters));
    const first = readContent(layerWith(headless, file), index, 0, { offset: 0, length: 1 });
    await expect(first).rejects.toThrow(EngineError);
  });

  it('are left out one after another when they lead nowhere', async () => {
    const [first, second] = collector.points;
    const wrong = { ...second!, position: second!.position - 700 };
    const twice = { ...layerWith(stored, file), points: () => [wrong, wrong] };
    const withFirst = { ...layerWith(headless, file), points: () => [wrong, first!] };
    for (const each of [twice, withFirst]) {
      const last = contents.length - 1;
      const range = { offset: 3_000_000, length: 4096 };
      const read = await readContent(each, index, last, range);
      expect(shortBytes(read)).toBe(shortBytes(letters.subarray(3_000_000, 3_004_096)));
      const streamed = await gather(streamContent(each, index, last));
      expect(shortBytes(streamed)).toBe(shortBytes(letters));
    }
  });
});

describe('a file of checkpoints', () => {
  it('is read as it was written', () => {
    const points = readPointsFile(openBytes(file), proof.storedDigest, layer.length, 99);
    expect(points?.toReversed()).toEqual(
      collector.points.map((point) => ({ ...point, packed: new Uint8Array(point.packed) })),
    );
    const [, second] = collector.points;
    const before = readPointsFile(openBytes(file), proof.storedDigest, second!.unpacked - 1, 99);
    expect(before?.map(({ unpacked }) => unpacked)).toEqual([collector.points[0]!.unpacked]);
    expect(readPointsFile(openBytes(file), proof.storedDigest, 0, 99)).toEqual([]);
  });

  it('is not used for another layer', () => {
    expect(readPointsFile(openBytes(file), digestOf('other'), layer.length, 99)).toBe(null);
  });

  it('gives nothing wrong when it is damaged anywhere', () => {
    const damage = fc.record({
      at: fc.oneof(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 0, max: 48 + 28 * 2 - 1 }),
      ),
      change: fc.integer({ min: 1, max: 255 }),
      cut: fc.oneof(fc.constant(file.length), fc.integer({ min: 0, max: file.length - 1 })),
    });
    const sound = collector.points.map((point) => unpackPoint(point));
    fc.assert(
      fc.property(damage, ({ at, change, cut }) => {
        const damaged = file.slice(0, cut);
        if (at < cut) damaged[at]! ^= change;
        const read = readPointsFile(openBytes(damaged), proof.storedDigest, layer.length, 99);
        const points = (read ?? []).map((point) => unpackPoint(point));
        expect(points.every((point) => point !== null)).toBe(points.length === 0);
        for (const point of points) {
          if (point !== null) expect(sound).toContainEqual(point);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('kept checkpoints', () => {
  it('are found again, and damaged ones are removed', () => {
    const folder = temporaryFolder();
    keepPoints(folder, proof.storedDigest, collector.points);
    expect(readdirSync(folder).length).toBe(1);
    expect(loadPoints(folder, proof.storedDigest, layer.length).length).toBe(2);
    expect(loadPoints(folder, digestOf('other'), layer.length)).toEqual([]);
    const path = join(folder, readdirSync(folder)[0]!);
    writeFileSync(path, readFileSync(path).fill(0, 60, 61));
    expect(loadPoints(folder, proof.storedDigest, layer.length)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('count among what is kept and are cleared with it', () => {
    const folder = join(temporaryFolder(), randomUUID());
    mkdirSync(folder);
    keepPoints(folder, proof.storedDigest, collector.points);
    expect(indexCacheUsage(folder)).toMatchObject({ bytes: file.length, indexes: 0 });
    clearIndexCache(folder);
    expect(readdirSync(folder)).toEqual([]);
    keepPoints(folder, proof.storedDigest, []);
    expect(readdirSync(folder)).toEqual([]);
  });
});
