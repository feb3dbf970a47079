import { expect, test } from 'vitest';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import { readStoreIndex } from '../../../electron/engine/store/store-index.ts';
import { inlineWork, type StoreWork } from '../../../electron/engine/store/store-work.ts';
import { flatMembers } from '../../fixtures/docker-members.ts';
import { buildImage, compressed, hexOf, image, layer } from '../../fixtures/image.ts';
import { imageBlobs, layoutMembers, namedEntries } from '../../fixtures/oci-members.ts';
import { withMember } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { loadAll, loadMembers, look, newStore, open, writeArchive } from './store-folder.ts';

const base = layer(file('etc/os-release', 'ID=test\n'));
const builtApp = await buildImage(
  image({ ref: 'app:1', layers: [base, layer(file('app', 'one'))] }),
);

test('a compressed layer whose digest nobody states is known by its bytes, and not copied again', async () => {
  const store = newStore();
  const packed = image({
    ref: 'packed:1',
    layers: [base, layer(file('x'))].map((each) => compressed(each, 'gzip')),
  });
  const built = await buildImage(packed);
  const path = await writeArchive(await flatMembers([packed]));
  const { images } = await open(path);
  expect([...images.values()][0]?.layers.map(({ statedDigest }) => statedDigest)).toEqual([
    null,
    null,
  ]);
  await loadAll(store, path);
  const asked: string[] = [];
  const work: StoreWork = {
    ...inlineWork,
    copy: (request, options) => {
      if (request.isLayer) asked.push('copy');
      return inlineWork.copy(request, options);
    },
    hash: (request, options) => {
      asked.push('hash');
      return inlineWork.hash(request, options);
    },
  };
  expect(await loadAll(store, path, { work })).toMatchObject({ writtenBlobs: 0, knownBlobs: 4 });
  expect(asked).toEqual(['hash', 'hash']);

  // The same size and the same claim, and other bytes: what is there is not taken for it.
  const name = `${hexOf(built.layers[0]!.digest)}.tar.gz`;
  const wrong = Buffer.from(built.layers[0]!.stored);
  wrong[wrong.length - 5]! ^= 1;
  const members = withMember(await flatMembers([packed]), name, wrong);
  const result = await loadAll(newStore(), await writeArchive(members));
  expect(result.refused).toHaveLength(1);
  expect((await loadAll(store, await writeArchive(members))).refused).toHaveLength(1);
  expect(await look(store)).toMatchObject({ sound: true });
});

test('entries that lead to one manifest keep what each of them says', async () => {
  const blobs = imageBlobs(builtApp);
  const manifest = blobs.at(-1)!.descriptor;
  const [one, two] = namedEntries(manifest, ['app:1', 'app:2']).map((entry, at) => ({
    ...entry,
    annotations: {
      ...Object(entry['annotations']),
      'example.stage': at === 0 ? 'test' : 'production',
    },
  }));
  const store = newStore();
  const result = await loadMembers(store, layoutMembers(blobs, [one!, two!]));
  expect(result.loaded).toMatchObject([{ references: ['app:1', 'app:2'] }]);
  const stageOf = (folder: string): readonly string[] =>
    readStoreIndex(folder)!.entries.map(
      ({ reference, descriptor }) => `${reference} ${descriptor.annotations.get('example.stage')}`,
    );
  expect(stageOf(store)).toEqual(['app:1 test', 'app:2 production']);
  const destination = newStore();
  const selection = selectForSave(await readLibrary(store), ['app:2', 'app:1']);
  await saveImages({ selection, format: 'oci-layout', destination });
  expect(stageOf(destination).toSorted()).toEqual(['app:1 test', 'app:2 production']);
});
