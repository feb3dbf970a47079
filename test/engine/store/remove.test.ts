import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { planPrune, planRemoval } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { tagImage, untagImage } from '../../../electron/engine/store/tag-image.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { buildImage, hexOf, image, jsonBytes, layer, sha256 } from '../../fixtures/image.ts';
import {
  layoutMembers,
  imageBlobs,
  ociMembers,
  ociTypes,
  platforms,
  storedBlob,
} from '../../fixtures/oci-members.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { loadMembers, look, namesAndIds, newStore } from './store-folder.ts';

const base = layer(file('base', 'base'));
const one = image({ ref: ['one:1', 'one:latest'], layers: [base, layer(file('1', 'one'))] });
const two = image({ ref: 'two:2', layers: [base, layer(file('2', 'two'))] });
const builtOne = await buildImage(one);
const builtTwo = await buildImage(two);

async function twoImages(): Promise<string> {
  const store = newStore();
  await loadMembers(store, await dockerMembers([one, two]));
  return store;
}

function blobCount(store: string): number {
  return readdirSync(join(store, 'blobs', 'sha256')).length;
}

describe('names', () => {
  test('a tag is one more name, an untag one less, and the last leaves the image', async () => {
    const store = await twoImages();
    expect(await tagImage(store, 'two:2', 'me/app')).toEqual([]);
    expect(await namesAndIds(store)).toContain(`me/app:latest ${builtTwo.configDigest}`);
    await untagImage(store, 'two:2');
    await untagImage(store, 'docker.io/me/app:latest');
    const { images } = await readLibrary(store);
    expect(images.filter(({ id }) => id === builtTwo.configDigest)).toMatchObject([
      { references: [] },
    ]);
    await tagImage(store, builtTwo.configDigest.slice(7, 19), 'back:1');
    expect(await namesAndIds(store)).toContain(`back:1 ${builtTwo.configDigest}`);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('a name that stood for something else moves, and that stays', async () => {
    const store = await twoImages();
    const moved = await tagImage(store, 'one:1', 'two:2');
    expect(moved).toMatchObject([{ reference: 'two:2' }]);
    const { images } = await readLibrary(store);
    expect(images).toHaveLength(2);
    expect(images.find(({ id }) => id === builtTwo.configDigest)?.references).toEqual([]);
  });

  test.each([
    ['nothing:1', 'x:1', 'image-unknown'],
    ['one:1', 'No Name', 'reference-invalid'],
    ['one:1', `x@${sha256('')}`, 'reference-invalid'],
  ])('%s as %s: %s', async (target, name, code) => {
    expect(await failureOf(tagImage(await twoImages(), target, name))).toBe(code);
  });
});

describe('removing', () => {
  test('a plan says what is freed and what stays because it is shared', async () => {
    const store = await twoImages();
    const plan = planRemoval(await readLibrary(store), [builtOne.configDigest, 'gone:1']);
    expect(plan.removed).toMatchObject([
      { id: builtOne.configDigest, references: ['one:1', 'one:latest'] },
    ]);
    expect(plan.unknown).toEqual(['gone:1']);
    expect(plan.kept).toMatchObject([{ digest: builtOne.layers[0]?.diffId, usedBy: ['two:2'] }]);
    expect(plan.blobs.map(({ role }) => role).toSorted()).toEqual(['config', 'layer', 'manifest']);
    const top = builtOne.layers[1]?.tar.length ?? 0;
    expect(plan.freedBytes).toBeGreaterThan(top + builtOne.config.length);
    const before = blobCount(store);
    expect(await removePlanned(store, plan)).toEqual({
      removedBlobs: 3,
      freedBytes: plan.freedBytes,
      stillUsed: 0,
    });
    expect(blobCount(store)).toBe(before - 3);
    expect(await namesAndIds(store)).toEqual([`two:2 ${builtTwo.configDigest}`]);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('one of two names only goes itself', async () => {
    const store = await twoImages();
    const plan = planRemoval(await readLibrary(store), ['one:latest']);
    expect(plan).toMatchObject({ untagged: ['one:latest'], removed: [], blobs: [], freedBytes: 0 });
    await removePlanned(store, plan);
    expect(await namesAndIds(store)).toHaveLength(2);
    const rest = planRemoval(await readLibrary(store), ['one:1']);
    expect(rest.removed).toHaveLength(1);
  });

  test('what began to be used after the plan stays', async () => {
    const store = await twoImages();
    const plan = planRemoval(await readLibrary(store), [builtOne.configDigest]);
    const late = image({ ref: 'late:1', layers: one.layers });
    await loadMembers(store, await dockerMembers([late]));
    expect(await removePlanned(store, plan)).toMatchObject({ stillUsed: 3, removedBlobs: 0 });
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('several images at once free what only they share', async () => {
    const store = await twoImages();
    const plan = planRemoval(await readLibrary(store), ['one:1', 'one:latest', 'two:2']);
    expect(plan.kept).toEqual([]);
    await removePlanned(store, plan);
    expect(blobCount(store)).toBe(0);
  });

  test('an index goes with all its platforms and attestations', async () => {
    const store = newStore();
    const both = [image({ layers: [base] }), image({ layers: [base], platform: 'linux/arm64' })];
    await loadMembers(store, await ociMembers([platforms('multi:1', both, true)]));
    const plan = planRemoval(await readLibrary(store), ['multi:1']);
    expect(plan.removed).toHaveLength(2);
    await removePlanned(store, plan);
    expect(blobCount(store)).toBe(0);
  });
});

describe('pruning', () => {
  test('finds images without a name and blobs that nothing names, and leaves the rest', async () => {
    const store = await twoImages();
    await untagImage(store, 'two:2');
    const loose = Buffer.from('nobody');
    writeFileSync(join(store, 'blobs', 'sha256', hexOf(sha256(loose))), loose);
    const library = await readLibrary(store);
    const all = planPrune(library, { dangling: true, unreferenced: true });
    expect(all.removed.map(({ id }) => id)).toEqual([builtTwo.configDigest]);
    expect(all.blobs.filter(({ role }) => role === 'unreferenced')).toMatchObject([{ bytes: 6 }]);
    const only = planPrune(library, { dangling: false, unreferenced: true });
    expect(only).toMatchObject({ removed: [], freedBytes: 6 });
    await removePlanned(store, all);
    expect(await namesAndIds(store)).toHaveLength(2);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
    const again = planPrune(await readLibrary(store), { dangling: true, unreferenced: true });
    expect(again).toMatchObject({ entries: [], blobs: [] });
  });

  test('what is attached to an image goes with it and not before', async () => {
    const store = newStore();
    const blobs = imageBlobs(builtTwo);
    const subject = blobs.at(-1)?.descriptor;
    const note = storedBlob('text/plain', Buffer.from('SBOM'));
    const empty = storedBlob('application/vnd.oci.empty.v1+json', Buffer.from('{}'));
    const referrer = storedBlob(
      ociTypes.manifest,
      jsonBytes({
        schemaVersion: 2,
        mediaType: ociTypes.manifest,
        artifactType: 'text/sbom',
        config: empty.descriptor,
        layers: [note.descriptor],
        subject,
      }),
    );
    const named = { ...subject, annotations: { 'io.containerd.image.name': 'two:2' } };
    await loadMembers(
      store,
      layoutMembers([...blobs, note, empty, referrer], [named, referrer.descriptor]),
    );
    const options = { dangling: true, unreferenced: true };
    expect(planPrune(await readLibrary(store), options).entries).toEqual([]);
    const plan = planRemoval(await readLibrary(store), ['two:2']);
    expect(plan.entries.map(({ digest }) => digest)).toContain(referrer.descriptor.digest);
    await removePlanned(store, plan);
    expect(blobCount(store)).toBe(0);
  });

  test('a store that is not there has nothing to prune', async () => {
    const store = newStore();
    const plan = planPrune(await readLibrary(store), { dangling: true, unreferenced: true });
    expect(plan).toMatchObject({ entries: [], blobs: [], freedBytes: 0 });
    expect(existsSync(store)).toBe(false);
  });
});
