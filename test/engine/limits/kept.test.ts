import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { locateFile, openBlob } from '../../../electron/engine/bytes/random-access.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { concat, entry, noise, pax, tar } from '../../fixtures/tar-builder.ts';
import { limitsIn, under } from './under.ts';

type Changes = Parameters<typeof under>[0];

const layer = tar(
  concat(pax([['SCHILY.xattr.user.a', 'v'.repeat(3000)]]), entry({ name: 'a' }, 'content')),
  entry({ name: 'b' }),
  entry({ name: 'c' }),
);

/** Reads the gzip layer of a file under changed limits as a process does that has a cache in `folder`. */
async function readIn(folder: string, changes: Changes, file: string) {
  const [{ keepIndex, loadIndex, keepPoints, loadPoints }, { streamedLayer }, points] = await under(
    changes,
    () =>
      Promise.all([
        import('../../../electron/engine/layer/index-cache.ts'),
        import('../layer/read-layer.ts'),
        import('../../../electron/engine/layer/layer-points.ts'),
      ]),
  );
  const location = locateFile(file);
  const kept = loadIndex(folder, location, false);
  const source = openBlob(location);
  const bytes = new Uint8Array(source.size);
  source.read(bytes, 0);
  source.close();
  const collector = new points.PointCollector();
  const read = await streamedLayer(bytes, 'gzip', {
    onCheckpoint: (point) => collector.add(point),
  });
  keepIndex(folder, location, false, read);
  keepPoints(folder, read.proof.storedDigest, collector.points);
  const loaded = loadPoints(folder, read.proof.storedDigest, Number.MAX_SAFE_INTEGER);
  return { kept, read, points: collector.points.length, loadedPoints: loaded.length };
}

function layerFile(bytes: Uint8Array): string {
  const file = path.join(temporaryFolder(), 'layer');
  writeFileSync(file, gzipSync(bytes));
  return file;
}

test('layerEntries: what was kept under another limit is not used', async () => {
  const [folder, file] = [temporaryFolder(), layerFile(layer)];
  const cut = await readIn(folder, { layerEntries: 2 }, file);
  expect([cut.kept, cut.read.index.count]).toEqual([null, 2]);
  const usual = await readIn(folder, {}, file);
  expect([usual.kept, usual.read.index.count]).toEqual([null, 3]);
  const again = await readIn(folder, { layerEntries: 2 }, file);
  expect(again.kept?.index.count).toBe(2);
  expect(limitsIn(again.kept?.index.problems ?? [])).toEqual(['layerEntries 2 error']);
  expect((await readIn(folder, {}, file)).kept?.index.count).toBe(3);
});

test('indexFileBytes: a larger index is read anew each time', async () => {
  const [folder, file] = [temporaryFolder(), layerFile(layer)];
  for (let time = 0; time < 2; time++) {
    const { kept, read } = await readIn(folder, { indexFileBytes: 500 }, file);
    expect([kept, read.index.count, read.index.problems]).toEqual([null, 3, []]);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('indexTextBytes: an index of more text is read anew each time', async () => {
  const [folder, file] = [temporaryFolder(), layerFile(layer)];
  const changes = { indexTextBytes: 3000 };
  await readIn(folder, changes, file);
  expect((await readIn(folder, changes, file)).kept).toBeNull();
  const higher = { indexTextBytes: 30_000 };
  await readIn(folder, higher, file);
  expect((await readIn(folder, higher, file)).kept?.index.count).toBe(3);
});

test('pointsFileBytes: further checkpoints are not kept', async () => {
  const size = 24 * 1024 * 1024;
  const letters = noise(size).map((byte) => 97 + (byte % 23));
  const [folder, file] = [temporaryFolder(), layerFile(tar(entry({ name: 'text' }, letters)))];
  const usual = await readIn(folder, {}, file);
  expect(usual.points).toBeGreaterThan(3);
  const few = await readIn(temporaryFolder(), { pointsFileBytes: 140_000 }, file);
  expect(few.points).toBeGreaterThan(0);
  expect(few.points).toBeLessThan(usual.points);
  expect(few.loadedPoints).toBeGreaterThan(0);
  // A file that is larger than allowed is not looked at.
  expect((await readIn(folder, { pointsFileBytes: 1 }, file)).loadedPoints).toBe(0);
});

test('indexCacheBytes: the least recently used make room', async () => {
  const folder = temporaryFolder();
  const layers = [1, 2, 3].map((at) => layerFile(tar(entry({ name: `file-${at}` }, `${at}`))));
  const { indexCacheUsage } = await under(
    { indexCacheBytes: 3000 },
    () => import('../../../electron/engine/layer/index-cache.ts'),
  );
  for (const file of layers) await readIn(folder, { indexCacheBytes: 3000 }, file);
  const { bytes, limitBytes, indexes } = indexCacheUsage(folder);
  expect(limitBytes).toBe(3000);
  expect(bytes).toBeLessThanOrEqual(3000);
  expect(indexes).toBeGreaterThan(0);
  expect((await readIn(folder, { indexCacheBytes: 3000 }, layers[2]!)).kept?.index.count).toBe(1);
});
