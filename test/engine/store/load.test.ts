import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  inspectImage,
  listImages,
  storeTotals,
} from '../../../electron/engine/store/list-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { listBlobs } from '../../../electron/engine/store/store-blobs.ts';
import {
  containerdMembers,
  dockerDirMembers,
  dockerMembers,
  dockerV1Members,
  flatMembers,
  hybridMembers,
  podmanMembers,
} from '../../fixtures/docker-members.ts';
import {
  buildImage,
  compressed,
  emptyStep,
  hexOf,
  image,
  layer,
  rawLayer,
  sha256,
} from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { withMember, withoutMember, type Member } from '../../fixtures/outer.ts';
import { directory, file } from '../../fixtures/tar.ts';
import { canCompress } from '../../fixtures/compress.ts';
import { failureOf } from '../archive/opening.ts';
import {
  loadAll,
  loadMembers,
  look,
  newStore,
  open,
  workFolder,
  writeArchive,
} from './store-folder.ts';

const base = layer(directory('etc'), file('etc/os-release', 'ID=test\n'));
const app = image({
  ref: ['app:1', 'quay.io/me/app:stable'],
  layers: [base, layer(file('app', 'one'))],
  history: ['FROM base', emptyStep('ENV A=1'), 'COPY app /app'],
  config: { Env: ['A=1'], Labels: { team: 'blue' } },
});
const other = image({ ref: 'other:2', layers: [base, layer(file('other', 'two'))] });
const builtApp = await buildImage(app);
const builtOther = await buildImage(other);

/** Writers of every dialect that has one image, by what the manifest is. */
const dialects: readonly (readonly [string, () => Promise<readonly Member[]>])[] = [
  ['docker 1.10 to 24', () => dockerMembers([app])],
  ['podman', () => podmanMembers([app])],
  ['flat', () => flatMembers([app])],
  ['docker 25', () => hybridMembers([app])],
  ['containerd', () => containerdMembers([app])],
  ['OCI archive', () => ociMembers([app])],
];

describe('loading', () => {
  test.each(dialects)(
    'an image of %s keeps its ID, names, layers and history',
    async (_, members) => {
      const store = newStore();
      const result = await loadMembers(store, await members());
      expect(result.refused).toEqual([]);
      const library = await readLibrary(store);
      expect(library.problems).toEqual([]);
      const [stored] = listImages(library);
      expect(stored?.image).toMatchObject({
        id: builtApp.configDigest,
        references: ['app:1', 'quay.io/me/app:stable'],
        complete: true,
      });
      expect(stored?.image.layers.map(({ diffId }) => diffId)).toEqual(
        builtApp.layers.map(({ diffId }) => diffId),
      );
      expect(inspectImage(library, 'app:1').documents.config).toBe(builtApp.config.toString());
      expect(await look(store)).toMatchObject({ findings: [], sound: true });
    },
  );

  test('documents that came with an image are kept to the byte', async () => {
    const store = newStore();
    const members = await ociMembers([app]);
    await loadMembers(store, members);
    for (const member of members) {
      if (member.kind !== 'file' || !member.name.startsWith('blobs/')) continue;
      expect(readFileSync(join(store, member.name))).toEqual(member.bytes);
    }
  });

  test('the manifest made for a docker archive is the same every time', async () => {
    const [one, two] = [newStore(), newStore()];
    const first = await loadMembers(one, await dockerMembers([app]));
    const second = await loadMembers(two, await podmanMembers([app]));
    expect(first.loaded[0]?.manifestDigest).toBe(second.loaded[0]?.manifestDigest);
    expect(first.loaded[0]?.id).toBe(builtApp.configDigest);
  });

  test('a shared layer is stored once, and what is there is not written again', async () => {
    const store = newStore();
    const first = await loadMembers(store, await dockerMembers([app]));
    const second = await loadMembers(store, await dockerMembers([other]));
    expect(first).toMatchObject({ writtenBlobs: 4, knownBlobs: 0 });
    expect(second).toMatchObject({ writtenBlobs: 3, knownBlobs: 1 });
    const again = await loadMembers(store, await dockerMembers([app, other]));
    expect(again).toMatchObject({ writtenBlobs: 0, knownBlobs: 7 });
    expect(again.loaded.map(({ added }) => added)).toEqual([false, false]);
    expect(storeTotals(await readLibrary(store))).toMatchObject({ images: 2, layers: 3 });
  });

  test('counts every blob that was not there before, whatever it is', async () => {
    const multi = platforms(
      'multi:1',
      [app, image({ layers: [base], platform: 'linux/arm64' })],
      true,
    );
    for (const members of [await ociMembers([multi]), await dockerMembers([app, other])]) {
      const store = newStore();
      const { writtenBlobs, writtenBytes } = await loadMembers(store, members);
      const blobs = [...listBlobs(store).blobs.values()];
      expect(writtenBlobs).toBe(blobs.length);
      expect(writtenBytes).toBe(blobs.reduce((sum, { bytes }) => sum + bytes, 0));
    }
  });

  test('the plain and the compressed form of a layer are the same layer', async () => {
    const store = newStore();
    const packed = image({ ref: 'packed:1', layers: [compressed(base, 'gzip')] });
    await loadMembers(store, await ociMembers([app]));
    await loadMembers(store, await ociMembers([packed]));
    const library = await readLibrary(store);
    const totals = storeTotals(library);
    expect(totals.layers).toBe(2);
    expect(totals.unpackedBytes).toBe(
      builtApp.layers.reduce((sum, { tar }) => sum + tar.length, 0),
    );
    const sizes = listImages(library).map(({ size }) => size.unpackedBytes);
    expect(new Set(sizes)).toEqual(new Set([builtApp.layers[0]?.tar.length, totals.unpackedBytes]));
  });

  test.runIf(canCompress('xz'))(
    'a layer compressed as OCI has no name for is stored plain',
    async () => {
      const store = newStore();
      const odd = image({ ref: 'odd:1', layers: [compressed(base, 'xz')] });
      expect((await loadMembers(store, await dockerMembers([odd]))).refused).toEqual([]);
      const [stored] = listImages(await readLibrary(store));
      expect(stored?.image.layers[0]?.digest).toBe(stored?.image.layers[0]?.diffId);
      expect(await look(store)).toMatchObject({ sound: true });
    },
  );

  test('images of formats without configs get one made of their own documents', async () => {
    const store = newStore();
    const result = await loadMembers(store, await dockerV1Members([app]));
    expect(result.refused).toEqual([]);
    const [stored] = listImages(await readLibrary(store));
    expect(stored?.image.references).toEqual(['app:1', 'quay.io/me/app:stable']);
    expect(stored?.image.layers.map(({ diffId }) => diffId)).toEqual(
      builtApp.layers.map(({ diffId }) => diffId),
    );
    expect(stored?.labels).toEqual([{ name: 'team', value: 'blue' }]);
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('a `dir:` keeps its manifest', async () => {
    const store = newStore();
    const members = await dockerDirMembers(app);
    const result = await loadMembers(store, members);
    const manifest = members.find(({ name }) => name === 'manifest.json');
    const digest = manifest?.kind === 'file' ? sha256(manifest.bytes) : '';
    expect(result.loaded).toMatchObject([{ manifestDigest: digest, id: builtApp.configDigest }]);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('a bare tag becomes a tag of what the file is called', async () => {
    const store = newStore();
    const members = await ociMembers([image({ ref: 'x:latest', layers: [base] })]);
    const index = members.find(({ name }) => name === 'index.json');
    const text = index?.kind === 'file' ? Buffer.from(index.bytes).toString() : '';
    const bare = text.replace('"io.containerd.image.name":"x:latest",', '');
    expect(bare).not.toBe(text);
    const path = join(workFolder, 'My App.oci.tar');
    writeFileSync(path, readFileSync(await writeArchive(withMember(members, 'index.json', bare))));
    expect((await loadAll(store, path)).loaded[0]?.references).toEqual(['my-app:latest']);
  });
});

describe('platforms', () => {
  const amd64 = image({ layers: [base, layer(file('arch', 'amd64'))], platform: 'linux/amd64' });
  const arm64 = image({ layers: [base, layer(file('arch', 'arm64'))], platform: 'linux/arm64/v8' });
  const both = platforms('multi:1', [amd64, arm64], true);

  test('an index stays with its platforms and attestations', async () => {
    const store = newStore();
    const members = await ociMembers([both]);
    expect((await loadMembers(store, members)).loaded).toHaveLength(2);
    const images = listImages(await readLibrary(store));
    expect(images.map((each) => each.image.attachments.length)).toEqual([1, 1]);
    expect(new Set(images.flatMap(({ roots }) => roots)).size).toBe(1);
    const blobs = members.filter(({ name }) => name.startsWith('blobs/'));
    expect(blobs.every(({ name }) => existsSync(join(store, name)))).toBe(true);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('one platform is loaded under the same index, with its attestation, and the other can follow', async () => {
    const store = newStore();
    const path = await writeArchive(await ociMembers([both]));
    const archive = await open(path);
    const keyOf = (architecture: string): string =>
      archive.contents.images.find((each) => each.platform.architecture === architecture)?.key ??
      '';
    const one = { kind: 'some', keys: [keyOf('arm64')] } as const;
    const first = await loadArchive(store, { path, archive, select: one });
    expect(first.loaded).toMatchObject([{ references: ['multi:1'] }]);
    const [only, ...more] = listImages(await readLibrary(store));
    expect(more).toEqual([]);
    expect(only?.image).toMatchObject({ platform: { architecture: 'arm64' }, complete: true });
    expect(only?.image.attachments).toHaveLength(1);
    expect(await look(store)).toMatchObject({ sound: true });
    const rest = { kind: 'some', keys: [keyOf('amd64')] } as const;
    await loadArchive(store, { path, archive, select: rest });
    const images = listImages(await readLibrary(store));
    expect(images).toHaveLength(2);
    expect(new Set(images.flatMap(({ roots }) => roots)).size).toBe(1);
  });
});

describe('what is not right', () => {
  test('an image whose layer is missing is refused, the other one is loaded', async () => {
    const store = newStore();
    const gone = `blobs/sha256/${hexOf(builtApp.layers[1]?.digest ?? '')}`;
    const result = await loadMembers(store, withoutMember(await ociMembers([app, other]), gone));
    expect(result.refused).toMatchObject([
      { problem: { code: 'blob-missing', where: { layer: 1 } } },
    ]);
    expect(result.loaded).toMatchObject([{ id: builtOther.configDigest }]);
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('a layer whose bytes are not what the digest says is refused', async () => {
    const store = newStore();
    const { digest = '', stored = Buffer.alloc(0) } = builtApp.layers[1] ?? {};
    const bad = Buffer.from(stored);
    bad[600] = (bad[600] ?? 0) ^ 1;
    const members = withMember(
      await ociMembers([app, other]),
      `blobs/sha256/${hexOf(digest)}`,
      bad,
    );
    const result = await loadMembers(store, members);
    expect(result.refused).toMatchObject([{ problem: { code: 'blob-digest-mismatch' } }]);
    expect(existsSync(join(store, `blobs/sha256/${hexOf(digest)}`))).toBe(false);
    expect(listImages(await readLibrary(store))).toHaveLength(1);
  });

  test('a layer that does not unpack to its diffID is refused', async () => {
    const store = newStore();
    const wrong = image({
      ref: 'wrong:1',
      layers: [base],
      document: { rootfs: { type: 'layers', diff_ids: [sha256('something else')] } },
    });
    for (const members of [await ociMembers([wrong]), await dockerMembers([wrong])]) {
      const result = await loadMembers(store, members);
      expect(result.loaded).toEqual([]);
      expect(result.refused).toHaveLength(1);
      expect(['diff-id-mismatch', 'blob-digest-mismatch']).toContain(
        result.refused[0]?.problem.code,
      );
    }
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('a cut-off layer is refused', async () => {
    const store = newStore();
    const { stored } = await buildImage(image({ layers: [compressed(base, 'gzip')] })).then(
      (built) => built.layers[0] ?? { stored: Buffer.alloc(0) },
    );
    const cut = image({ ref: 'cut:1', layers: [rawLayer(stored.subarray(0, stored.length - 9))] });
    expect((await loadMembers(store, await ociMembers([cut]))).refused).toMatchObject([
      { problem: { code: 'layer-truncated' } },
    ]);
  });

  test('a folder that holds something else is left alone', async () => {
    const folder = join(workFolder, 'documents');
    await import('node:fs/promises').then((fs) => fs.mkdir(folder));
    writeFileSync(join(folder, 'letter.txt'), 'dear');
    const path = await writeArchive(await dockerMembers([app]));
    expect(await failureOf(loadAll(folder, path))).toBe('not-a-store');
    expect(existsSync(join(folder, 'oci-layout'))).toBe(false);
    expect(existsSync(join(folder, 'layerscope'))).toBe(false);
  });

  test('cancelling leaves what was there', async () => {
    const store = newStore();
    await loadMembers(store, await dockerMembers([app]));
    const before = readFileSync(join(store, 'index.json'));
    const path = await writeArchive(await dockerMembers([other]));
    const stop = new AbortController();
    const loading = loadAll(store, path, { signal: stop.signal, progress: () => stop.abort() });
    expect(await failureOf(loading)).toBe('cancelled');
    expect(readFileSync(join(store, 'index.json'))).toEqual(before);
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('progress ends with all bytes', async () => {
    const store = newStore();
    const told: (readonly [number, number])[] = [];
    const path = await writeArchive(await dockerMembers([app]));
    await loadAll(store, path, { progress: (done, total) => told.push([done, total]) });
    const [done, total] = told.at(-1) ?? [0, 1];
    expect(done).toBe(total);
    expect(total).toBe(builtApp.layers.reduce((sum, { tar }) => sum + tar.length, 0));
    expect(statSync(join(store, 'index.json')).size).toBeGreaterThan(0);
  });
});
