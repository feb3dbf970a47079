import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { selectFromSource } from '../../../electron/engine/store/select-from-source.ts';
import { selectImages } from '../../../electron/engine/store/select-images.ts';
import { saveFormats, type SaveFormat } from '../../../shared/model/store.ts';
import {
  dockerMembers,
  dockerV1Members,
  flatMembers,
  hybridMembers,
} from '../../fixtures/docker-members.ts';
import { buildImage, compressed, hexOf, image, layer } from '../../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { withMember, withoutMember, type Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { newStore, open, workFolder, writeArchive } from '../store/store-folder.ts';
import { ask, hasOracle, podmanIn } from './oracles.ts';

const base = layer(file('etc/os-release', 'ID=test\n'));
const tool = layer(file('bin/tool', 'x'.repeat(200_000)));

function packedAs(compression: LayerRecipe['compression']): readonly ImageRecipe[] {
  const layers = [base, tool].map((each) => compressed(each, compression));
  return [
    image({ ref: 'example.org/one:1', layers }),
    image({
      ref: ['example.org/two:2', 'two:latest'],
      layers: [...layers, layer(file('two', '2'))],
    }),
  ];
}

const multi = platforms(
  'example.org/multi:1',
  ['linux/arm64', 'linux/amd64'].map((platform) =>
    image({ layers: [base, layer(file('platform', platform))], platform }),
  ),
  true,
);

const sources: readonly (readonly [string, () => Promise<readonly Member[]>])[] = [
  ['a docker archive', () => dockerMembers(packedAs('none'))],
  ['a docker archive before 1.10', () => dockerV1Members(packedAs('none'))],
  ['a docker archive with gzip layers', () => flatMembers(packedAs('gzip'))],
  ['a docker archive with bzip2 layers', () => flatMembers(packedAs('bzip2'))],
  ['a Docker 25 archive', () => hybridMembers(packedAs('gzip'))],
  ['an OCI archive', () => ociMembers(packedAs('gzip'))],
  ['an OCI archive of several platforms', () => ociMembers([multi])],
];

/** Saves everything that an archive holds, straight from it. */
async function saveStraight(path: string, format: SaveFormat): Promise<string> {
  const archive = await open(path);
  const selection = await selectFromSource({ path, archive }, { kind: 'all' });
  return write(selection, format);
}

/** Loads everything into a new store, and saves it from there. */
async function saveFromStore(path: string, format: SaveFormat): Promise<string> {
  const archive = await open(path);
  const folder = newStore();
  const { refused } = await loadArchive(folder, { path, archive, select: { kind: 'all' } });
  expect(refused).toEqual([]);
  const { reaches } = await readLibrary(folder);
  return write(
    await selectImages([{ from: 'store', folder, targets: [...reaches.keys()] }]),
    format,
  );
}

async function write(
  selection: Awaited<ReturnType<typeof selectFromSource>>,
  format: SaveFormat,
): Promise<string> {
  const destination = join(workFolder, `${format}-${randomUUID()}`);
  await saveImages({ selection, format, destination });
  return destination;
}

interface Facts {
  readonly images: readonly string[];
  readonly blobs: readonly string[];
}

async function factsOf(path: string): Promise<Facts> {
  const { contents, blobs } = await open(path);
  expect(contents.problems).toEqual([]);
  const images = contents.images.map(({ id, manifestDigest, references, layers, attachments }) =>
    JSON.stringify([id, manifestDigest, references.toSorted(), layers, attachments]),
  );
  return { images: images.toSorted(), blobs: blobs.map(({ digest }) => digest).toSorted() };
}

describe('saving straight from an archive', () => {
  describe.each(sources)('%s', (_, members) => {
    test.each(saveFormats)('as %s is what the store saves', async (format) => {
      const path = await writeArchive(await members());
      const straight = await factsOf(await saveStraight(path, format));
      expect(straight.images.length).toBeGreaterThan(0);
      expect(straight).toEqual(await factsOf(await saveFromStore(path, format)));
    });
  });

  test('gives the same bytes each time, and the same as by way of the store', async () => {
    const path = await writeArchive(await dockerMembers(packedAs('none')));
    const [one, two, stored] = [
      await saveStraight(path, 'docker-archive'),
      await saveStraight(path, 'docker-archive'),
      await saveFromStore(path, 'docker-archive'),
    ].map((saved) => readFileSync(saved));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
    expect(one?.equals(stored ?? Buffer.alloc(0))).toBe(true);
  });

  test('takes the images that were chosen, and of an index the chosen platform', async () => {
    const path = await writeArchive(await ociMembers([multi, ...packedAs('none')]));
    const archive = await open(path);
    const arm = archive.contents.images.find(({ platform }) => platform.architecture === 'arm64');
    const select = { kind: 'some', keys: [arm!.key] } as const;
    const selection = await selectFromSource({ path, archive }, select);
    const saved = await open(await write(selection, 'docker-oci-archive'));
    expect(saved.contents.images.map(({ id, references }) => [id, references])).toEqual([
      [arm!.id, ['example.org/multi:1']],
    ]);
    const old = await open(await write(selection, 'docker-archive'));
    expect(old.contents.images.map(({ id }) => id)).toEqual([arm!.id]);
  });

  test('is one archive with images of the store and of other archives', async () => {
    const [one, two] = packedAs('none');
    const kept = await writeArchive(await ociMembers([one!]));
    const folder = newStore();
    await loadArchive(folder, { path: kept, archive: await open(kept), select: { kind: 'all' } });
    const path = await writeArchive(await ociMembers([one!, two!]));
    const source = { path, archive: await open(path) };
    const selection = await selectImages([
      { from: 'store', folder, targets: ['example.org/one:1'] },
      { from: 'source', source, select: { kind: 'all' } },
    ]);
    expect(selection.roots).toHaveLength(2);
    const names = (await open(await write(selection, 'oci-archive'))).contents.images.flatMap(
      ({ references }) => references,
    );
    expect(names.toSorted()).toEqual(['example.org/one:1', 'example.org/two:2', 'two:latest']);
  });

  test('of an image with a missing or a wrong layer nothing is written', async () => {
    const [one] = packedAs('none');
    const built = await buildImage(one!);
    const members = await flatMembers([one!]);
    const name = `${hexOf(built.layers[1]!.digest)}.tar.gz`;
    const without = await writeArchive(withoutMember(members, name));
    expect(await failureOf(saveStraight(without, 'oci-archive'))).toBe('image-incomplete');
    const gzipped = (await buildImage(packedAs('gzip')[0]!)).layers[0]!.stored;
    for (const wrong of [built.layers[0]!.stored, gzipped]) {
      const path = await writeArchive(withMember(members, name, wrong));
      expect(await failureOf(saveStraight(path, 'oci-archive'))).toBe('blob-damaged');
      expect(await failureOf(saveStraight(path, 'docker-archive'))).toBe('blob-damaged');
    }
  });

  test('progress ends with all bytes, also where sizes have to be found out', async () => {
    const path = await writeArchive(await ociMembers(packedAs('gzip')));
    const archive = await open(path);
    const selection = await selectFromSource({ path, archive }, { kind: 'all' });
    for (const format of ['docker-archive', 'oci-archive'] as const) {
      const told: (readonly [number, number])[] = [];
      const destination = join(workFolder, randomUUID());
      const progress = (done: number, total: number): void => void told.push([done, total]);
      await saveImages({ selection, format, destination }, { progress });
      const [done, total] = told.at(-1) ?? [0, 1];
      expect(done).toBe(total);
      expect(told.every(([each]) => each <= total)).toBe(true);
    }
  });
});

describe.skipIf(!hasOracle('skopeo'))('skopeo', () => {
  test.each([
    ['docker-archive', 'docker-archive'],
    ['docker-oci-archive', 'docker-archive'],
    ['oci-archive', 'oci-archive'],
    ['oci-layout', 'oci'],
  ] as const)('copies what was saved straight as %s', async (format, transport) => {
    const [one] = packedAs('gzip');
    const built = await buildImage(one!);
    for (const members of [await flatMembers([one!]), await ociMembers([one!])]) {
      const path = await saveStraight(await writeArchive(members), format);
      const target = join(workFolder, `copied-${randomUUID()}`);
      const from = `${transport}:${path}:example.org/one:1`;
      expect(ask('skopeo', ['copy', from, `dir:${target}`]).stderr).toBe('');
      const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
      expect(manifest.config.digest).toBe(built.configDigest);
    }
  });
});

describe.skipIf(!hasOracle('podman'))('podman', () => {
  const podman = podmanIn(join(workFolder, 'podman-straight'));

  test('loads what was saved straight, with the same ID and layers', async () => {
    const [one] = packedAs('bzip2');
    const built = await buildImage(one!);
    const source = await writeArchive(await flatMembers([one!]));
    for (const format of ['docker-archive', 'docker-oci-archive', 'oci-archive'] as const) {
      const loaded = podman(['load', '-i', await saveStraight(source, format)]);
      expect(loaded.ok, loaded.stderr).toBe(true);
      const inspected = podman(['image', 'inspect', hexOf(built.configDigest)]);
      const [found] = JSON.parse(inspected.stdout);
      expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
      expect(found.RepoTags).toContain('example.org/one:1');
      podman(['rmi', '-f', hexOf(built.configDigest)]);
    }
  }, 60_000);
});
