import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeDelta } from '../../../electron/engine/export/make-delta.ts';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { selectImages, type ChosenImages } from '../../../electron/engine/store/select-images.ts';
import { selectJoined } from '../../../electron/engine/store/select-joined.ts';
import { deltaOf } from '../../../electron/engine/store/source-lookup.ts';
import { saveFormats, type SaveFormat } from '../../../shared/model/store.ts';
import { dockerMembers, flatMembers, hybridMembers } from '../../fixtures/docker-members.ts';
import {
  buildImage,
  compressed,
  hexOf,
  image,
  layer,
  type ImageRecipe,
  type LayerRecipe,
} from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import type { Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { failureOf } from '../archive/opening.ts';
import { newStore, open, workFolder, writeArchive } from '../store/store-folder.ts';
import { startDocker } from './docker-engine.ts';
import { hasOracle, podmanIn } from './oracles.ts';

const system = layer(file('etc/os-release', 'ID=test\n'), file('lib', noise(60_000, 1)));
const runtime = layer(file('bin/node', noise(40_000, 2)));
const program = layer(file('app/main.js', 'run()'));

/** A base of two layers and an image on top of it, in which the lowest layer stands twice. */
function recipes(compression: LayerRecipe['compression']): {
  base: ImageRecipe;
  whole: ImageRecipe;
} {
  const pack = (layers: readonly LayerRecipe[]): readonly LayerRecipe[] =>
    layers.map((each) => compressed(each, compression));
  return {
    base: image({ ref: 'example.org/base:1', layers: pack([system, runtime]) }),
    whole: image({ ref: 'example.org/app:1', layers: pack([system, runtime, program, system]) }),
  };
}

async function chosen(
  members: readonly Member[],
): Promise<Extract<ChosenImages, { from: 'source' }>> {
  return chosenAt(await writeArchive(members));
}

async function chosenAt(path: string): Promise<Extract<ChosenImages, { from: 'source' }>> {
  return { from: 'source', source: { path, archive: await open(path) }, select: { kind: 'all' } };
}

async function save(
  selection: Awaited<ReturnType<typeof selectImages>>,
  format: SaveFormat,
): Promise<string> {
  const destination = join(workFolder, `${format}-${randomUUID()}`);
  await saveImages({ selection, format, destination });
  return destination;
}

async function delta(image: ChosenImages, base: ChosenImages, format: SaveFormat): Promise<string> {
  const selection = makeDelta(await selectImages([image]), await selectImages([base]), format);
  return save(selection, format);
}

async function joined(path: string, base: ChosenImages, format: SaveFormat): Promise<string> {
  return save(await selectJoined({ delta: await chosenAt(path), base }, format), format);
}

type Members = (recipes: readonly ImageRecipe[]) => Promise<readonly Member[]>;

const dialects: readonly (readonly [string, Members, LayerRecipe['compression']])[] = [
  ['docker archives', dockerMembers, 'none'],
  ['docker archives of gzip layers', flatMembers, 'gzip'],
  ['Docker 25 archives', hybridMembers, 'none'],
  ['OCI archives of gzip layers', ociMembers, 'gzip'],
  ['OCI archives of zstd layers', ociMembers, 'zstd'],
];

describe.each(dialects)('an image of %s', (_, members, compression) => {
  const { base, whole } = recipes(compression);

  test.each(saveFormats)(
    'and its base are the same bytes again after a delta as %s',
    async (format) => {
      const image = await chosen(await members([whole]));
      const below = await chosen(await members([base]));
      const original = await save(await selectImages([image]), format);
      const path = await delta(image, below, format);
      const again = await joined(path, below, format);
      if (format === 'oci-layout') {
        expect(entriesOf(again)).toEqual(entriesOf(original));
      } else {
        expect(readFileSync(again).equals(readFileSync(original))).toBe(true);
        expect(readFileSync(path).length).toBeLessThan(readFileSync(original).length);
      }
    },
  );
});

/** What index.json says: names and digests, from which all others follow. */
function entriesOf(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
}

describe('a delta', () => {
  const { base, whole } = recipes('gzip');

  test('names its base and what it leaves out', async () => {
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    const built = await buildImage(whole);
    const builtBase = await buildImage(base);
    const stated = {
      image: built.configDigest,
      base: { image: builtBase.configDigest, reference: 'example.org/base:1' },
    };
    const oci = await chosenAt(await delta(image, below, 'oci-archive'));
    const document = deltaOf(oci.source.path, oci.source.archive);
    expect(document).toMatchObject(stated);
    // The lowest layer stands on top once more, and its blob is in the base.
    expect(document?.layers.map(({ position }) => position)).toEqual([0, 1, 3]);
    const docker = await chosenAt(await delta(image, below, 'docker-archive'));
    const second = deltaOf(docker.source.path, docker.source.archive);
    expect(second).toMatchObject(stated);
    expect(second?.layers.map(({ position }) => position)).toEqual([0, 1]);
    expect(deltaOf(image.source.path, image.source.archive)).toBeNull();
  });

  test('opens, and says what is missing', async () => {
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    for (const format of saveFormats) {
      const { contents } = await open(await delta(image, below, format));
      expect(contents.images).toHaveLength(1);
      expect(contents.images[0]!.complete).toBe(false);
      expect(contents.images[0]!.layers[2]!.availability).toBe('available');
    }
  });

  test('of stored images and with a stored base is the same', async () => {
    const folder = newStore();
    for (const each of [base, whole]) {
      const { source } = await chosen(await ociMembers([each]));
      await loadArchive(folder, { ...source, select: { kind: 'all' } });
    }
    const image: ChosenImages = { from: 'store', folder, targets: ['example.org/app:1'] };
    const below: ChosenImages = { from: 'store', folder, targets: ['example.org/base:1'] };
    const original = await save(await selectImages([image]), 'oci-archive');
    const path = await delta(image, below, 'oci-archive');
    const again = await joined(path, below, 'oci-archive');
    expect(readFileSync(again).equals(readFileSync(original))).toBe(true);
  });

  test('of plain layers takes them out of a compressed base', async () => {
    const plain = recipes('none');
    for (const members of [dockerMembers, ociMembers, hybridMembers]) {
      const image = await chosen(await members([plain.whole]));
      const below = await chosen(await ociMembers([base]));
      for (const format of saveFormats.slice(0, 3)) {
        const original = await save(await selectImages([image]), format);
        const again = await joined(await delta(image, below, format), below, format);
        expect(readFileSync(again).equals(readFileSync(original))).toBe(true);
      }
    }
  });

  test('keeps what the base has only in another compression', async () => {
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([recipes('zstd').base]));
    const path = await delta(image, below, 'oci-archive');
    expect((await open(path)).contents.images[0]!.complete).toBe(true);
    const other = await delta(image, await chosen(await ociMembers([base])), 'oci-archive');
    expect(await failureOf(joined(other, below, 'oci-archive'))).toBe('base-packed-otherwise');
    const docker = await open(await joined(other, below, 'docker-archive'));
    expect(docker.contents.images[0]!.id).toBe((await buildImage(whole)).configDigest);
    expect(docker.contents.problems).toEqual([]);
  });

  test('is not joined with an image that is not its base', async () => {
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    const other = await chosen(await ociMembers([otherImage()]));
    for (const format of saveFormats) {
      const path = await delta(image, below, format);
      expect(await failureOf(joined(path, other, format))).toBe('base-lacks-layers');
    }
  });

  test('is not joined with a base whose layer has other bytes than it says', async () => {
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    const path = await delta(image, below, 'oci-archive');
    const members = await ociMembers([base]);
    const built = await buildImage(base);
    const wrong = members.map((member) =>
      member.name.endsWith(hexOf(built.layers[1]!.digest)) && member.kind === 'file'
        ? { ...member, bytes: Buffer.from(member.bytes).reverse() }
        : member,
    );
    const bad = await chosen(wrong);
    expect(await failureOf(joined(path, bad, 'oci-archive'))).toBe('blob-damaged');
  });
});

function otherImage(): ImageRecipe {
  return image({ ref: 'example.org/other:1', layers: [layer(file('other', 'x'))] });
}

describe.skipIf(!hasOracle('podman'))('what was joined', () => {
  const podman = podmanIn(join(workFolder, 'podman-joined'));

  test('loads in podman with the same ID', async () => {
    const { base, whole } = recipes('gzip');
    const built = await buildImage(whole);
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    for (const format of saveFormats.slice(0, 3)) {
      const path = await joined(await delta(image, below, format), below, format);
      const loaded = podman(['load', '-i', path]);
      expect(loaded.ok, loaded.stderr).toBe(true);
      const [found] = JSON.parse(podman(['image', 'inspect', hexOf(built.configDigest)]).stdout);
      expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
      podman(['rmi', '-f', hexOf(built.configDigest)]);
    }
  });
});

const engine = await startDocker();
afterAll(() => engine?.stop());

describe.skipIf(engine === null)('a Docker engine that has the base', () => {
  const docker = (args: readonly string[]): ReturnType<NonNullable<typeof engine>['docker']> =>
    engine!.docker(args);

  test('loads a delta, and one that has not refuses it', async () => {
    const { base, whole } = recipes('gzip');
    const built = await buildImage(whole);
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    const path = await delta(image, below, 'docker-archive');
    expect(docker(['load', '-i', path]).ok).toBe(false);
    expect(docker(['image', 'inspect', built.configDigest]).ok).toBe(false);
    const basePath = await save(await selectImages([below]), 'docker-archive');
    expect(docker(['load', '-i', basePath]).stderr).toBe('');
    const loaded = docker(['load', '-i', path]);
    expect(loaded.ok, loaded.stderr).toBe(true);
    const [found] = JSON.parse(docker(['image', 'inspect', 'example.org/app:1']).stdout);
    expect(found.Id).toBe(built.configDigest);
    expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
  });

  test('loads a delta that holds the documents of both', async () => {
    const { base, whole } = recipes('none');
    const built = await buildImage(whole);
    const image = await chosen(await ociMembers([whole]));
    const below = await chosen(await ociMembers([base]));
    expect(
      docker(['load', '-i', await save(await selectImages([below]), 'docker-archive')]).ok,
    ).toBe(true);
    const loaded = docker(['load', '-i', await delta(image, below, 'docker-oci-archive')]);
    expect(loaded.ok, loaded.stderr).toBe(true);
    expect(docker(['image', 'inspect', built.configDigest]).ok).toBe(true);
  });
});
