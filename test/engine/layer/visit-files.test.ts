import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PointCollector } from '../../../electron/engine/layer/layer-points.ts';
import { visitFiles } from '../../../electron/engine/layer/visit-files.ts';
import type { StoredLayer } from '../../../electron/engine/layer/content.ts';
import { gzipSync } from 'node:zlib';
import { entry, noise, tar } from '../../fixtures/tar-builder.ts';
import { plainIndex, streamedLayer } from './read-layer.ts';

const sizes = [0, 1, 511, 512, 513, 300_000, 0, 5_000_000, 7, 9_000_000, 20_000_000, 3];
const bodies = sizes.map((size, place) => noise(size, place + 1));
const bytes = tar(...bodies.map((body, place) => entry({ name: `f${place}` }, body)));
const gzip = gzipSync(bytes, { level: 1 });

async function visited(layer: StoredLayer, entries: readonly number[]) {
  const taken: { entry: number; body: Buffer }[] = [];
  let pieces: Buffer[] = [];
  let at = -1;
  await visitFiles(layer, plainIndex(bytes), Uint32Array.from(entries), {
    begin: (each) => {
      expect(at).toBe(-1);
      at = each;
      pieces = [];
    },
    bytes: (piece) => pieces.push(Buffer.from(piece)),
    end: () => {
      taken.push({ entry: at, body: Buffer.concat(pieces) });
      at = -1;
    },
  });
  return taken;
}

test('hands over the chosen files, whole and in the order of the layer', async () => {
  const collector = new PointCollector();
  await streamedLayer(gzip, 'gzip', { onCheckpoint: (point) => collector.add(point) });
  const points = collector.points;
  const layers: readonly StoredLayer[] = [
    { location: { kind: 'inline', bytes }, compression: 'none' },
    { location: { kind: 'inline', bytes: gzip }, compression: 'gzip' },
    {
      location: { kind: 'inline', bytes: gzip },
      compression: 'gzip',
      points: (place) =>
        points
          .filter((point) => point.unpacked <= place)
          .slice(-2)
          .toReversed(),
    },
  ];
  const chosen = fc.array(fc.nat({ max: sizes.length - 1 }), { maxLength: sizes.length });
  await fc.assert(
    fc.asyncProperty(chosen, fc.constantFrom(...layers), async (entries, layer) => {
      const taken = await visited(layer, entries);
      const order = (list: readonly number[]) => list.toSorted((a, b) => a - b);
      expect(order(taken.map(({ entry: each }) => each))).toEqual(order(entries));
      if (new Set(entries).size === entries.length) {
        expect(taken.map(({ entry: each }) => each)).toEqual(order(entries));
      }
      for (const { entry: each, body } of taken) expect(body.equals(bodies[each]!)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test('says so when the layer ends before a file does, or the visitor fails', async () => {
  const cut: StoredLayer = {
    location: { kind: 'inline', bytes: gzip.subarray(0, 1_000_000) },
    compression: 'gzip',
  };
  await expect(visited(cut, [1, 7])).rejects.toMatchObject({
    failure: { code: 'content-unavailable' },
  });
  const whole: StoredLayer = { location: { kind: 'inline', bytes: gzip }, compression: 'gzip' };
  const failing = {
    begin: () => {},
    end: () => {},
    bytes: () => {
      throw new Error('full');
    },
  };
  const index = plainIndex(bytes);
  await expect(visitFiles(whole, index, Uint32Array.of(5), failing)).rejects.toThrow('full');
  const quiet = { begin: () => {}, end: () => {}, bytes: () => {} };
  const given = visitFiles(whole, index, Uint32Array.of(5), quiet, { isCancelled: () => true });
  await expect(given).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});
