import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { layerAsRead } from '../../../electron/engine/edit/layer-as-read.ts';
import { listSquash } from '../../../electron/engine/edit/squash-listing.ts';
import type { LayerIndex } from '../../../electron/engine/layer/layer-index.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import {
  characterDevice,
  directory,
  fifo,
  file,
  hardLink,
  opaque,
  symlink,
  whiteout,
  type ItemAttributes,
  type TarItem,
} from '../../fixtures/tar.ts';
import { edited, filesAfter, readArchive } from './edits.ts';

const name = fc.constantFrom('a', 'b', 'c', 'a-b');
const place = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const attributes: fc.Arbitrary<ItemAttributes> = fc.record({
  mode: fc.constantFrom(0o600, 0o644, 0o4755),
  uid: fc.constantFrom(0, 1000),
  mtime: fc.constantFrom(new Date('2024-05-01T12:00:00Z'), new Date('2001-01-01T00:00:00Z')),
  pax: fc.constantFrom({}, { 'SCHILY.xattr.user.note': 'x' }, { mtime: '1000000000.25' }),
});
const item: fc.Arbitrary<TarItem> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(place, fc.constantFrom('', 'x', 'yy'.repeat(400)), attributes)
      .map(([at, text, own]) => file(at, text, own)),
  },
  { weight: 4, arbitrary: fc.tuple(place, attributes).map(([at, own]) => directory(at, own)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, fc.constantFrom('a', '../b', '/c'))
      .map(([at, to]) => symlink(at, to)),
  },
  { weight: 3, arbitrary: fc.tuple(place, place).map(([at, to]) => hardLink(at, to)) },
  { weight: 1, arbitrary: place.map((at) => fifo(at)) },
  { weight: 1, arbitrary: place.map((at) => characterDevice(at, 1, 3)) },
  { weight: 3, arbitrary: place.map((at) => whiteout(at)) },
  { weight: 2, arbitrary: place.map((at) => opaque(at)) },
);
const stacks = fc.array(fc.array(item, { maxLength: 8 }), { minLength: 1, maxLength: 5 });

async function archiveOf(
  folder: string,
  layers: readonly (readonly TarItem[])[],
  compression: Compression,
): Promise<string> {
  const recipe = image({
    ref: 'model:1',
    layers: layers.map((items) => compressed(layer(...items), compression)),
  });
  const archive = path.join(folder, randomUUID());
  writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
  return archive;
}

test('a squashed range leaves the same files, and so does every layer above it', async () => {
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(
      stacks,
      fc.nat(4),
      fc.nat(4),
      fc.constantFrom<'none' | 'gzip'>('none', 'gzip'),
      async (layers, one, other, compression) => {
        const from = Math.min(one % layers.length, other % layers.length);
        const to = Math.max(one % layers.length, other % layers.length);
        const original = await archiveOf(folder, layers, compression);
        const before = await readArchive(original);
        // No engine unpacks a hard link that leads nowhere: there are no files to compare with.
        fc.pre(!before.tree.problems.some(({ code }) => code === 'hard-link-broken'));
        const result = await edited(original, [{ edit: 'squash', from, to }], {
          folder,
          packing: { compression, level: null },
        });
        const after = await readArchive(result.path);
        expect(after.layers).toHaveLength(layers.length - (to - from));
        for (let at = to; at < layers.length; at++) {
          expect(await filesAfter(after, at - (to - from))).toBe(await filesAfter(before, at));
        }
        for (let at = 0; at < from; at++) {
          expect(await filesAfter(after, at)).toBe(await filesAfter(before, at));
        }
        const unpacked = ({ layers: all }: typeof after): number =>
          all.reduce((sum, each) => sum + (each?.listed.index.unpackedBytes ?? 0), 0);
        expect(result.plan.saved).toMatchObject({
          layersBefore: layers.length,
          layersAfter: after.layers.length,
          unpackedBefore: unpacked(before),
          unpackedAfter: unpacked(after),
        });
        expect(result.leftOver).toEqual([]);
      },
    ),
    { numRuns: Number(process.env['EDIT_RUNS'] ?? 80) },
  );
}, 600_000);

test('squashing what was squashed, and dropping from it, needs no other reading of it', async () => {
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(stacks, fc.nat(4), async (layers, at) => {
      const original = await archiveOf(folder, layers, 'none');
      const before = await readArchive(original);
      fc.pre(!before.tree.problems.some(({ code }) => code === 'hard-link-broken'));
      const last = layers.length - 1;
      const from = at % layers.length;
      const twice = await edited(
        original,
        [
          { edit: 'squash', from, to: last },
          { edit: 'squash', from: 0, to: from },
        ],
        { folder },
      );
      const after = await readArchive(twice.path);
      expect(await filesAfter(after, 0)).toBe(await filesAfter(before, last));
      expect(twice.plan.saved.unpackedAfter).toBe(after.layers[0]?.listed.index.unpackedBytes);
      expect(twice.leftOver).toEqual([]);
      if (from === 0) return;
      const dropped = await edited(original, [{ edit: 'drop', layers: layers.length - from }], {
        folder,
      });
      const rest = await readArchive(dropped.path);
      expect(await filesAfter(rest, from - 1)).toBe(await filesAfter(before, from - 1));
    }),
    { numRuns: Number(process.env['EDIT_RUNS'] ?? 60) },
  );
}, 600_000);

test('a layer is planned as whoever reads it finds it', async () => {
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(stacks, async (layers) => {
      const original = await archiveOf(folder, layers, 'none');
      const last = layers.length - 1;
      const builder = new TreeBuilder();
      for (const layer of (await readArchive(original)).layers) {
        runWhole(builder.addLayer(layer!.listed.index));
      }
      const from = Math.floor(layers.length / 2);
      const planned = layerAsRead(runWhole(listSquash(builder.finish(), from, last)).index);
      const { path: squashed } = await edited(original, [{ edit: 'squash', from, to: last }], {
        folder,
      });
      const read = (await readArchive(squashed)).layers[from]!.listed.index;
      for (const column of [
        'kind',
        'mode',
        'size',
        'modified',
        'body',
        'paths',
        'pathStart',
        'links',
        'linkStart',
      ] as const) {
        expect([...planned[column]], column).toEqual([...read[column]]);
      }
      expect([planned.count, planned.unpackedBytes]).toEqual([read.count, read.unpackedBytes]);
      expect(ownersOf(planned)).toEqual(ownersOf(read));
      expect(planned.extras).toEqual(read.extras);
    }),
    { numRuns: Number(process.env['EDIT_RUNS'] ?? 60) },
  );
}, 600_000);

function ownersOf({ owner, owners }: LayerIndex): readonly unknown[] {
  return Array.from(owner, (each) => owners[each]);
}
