import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { saveFormats, type SaveFormat } from '../../../shared/model/store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { canCompress } from '../../fixtures/compress.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { buildImage, compressed, hexOf, image, layer } from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { file, symlink } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { loadMembers, newStore, open, workFolder } from '../store/store-folder.ts';
import { ask, hasOracle, podmanIn } from './oracles.ts';

const base = layer(file('etc/os-release', 'ID=test\n'), symlink('etc/link', 'os-release'));
const again = layer(file('bin/tool', 'x'.repeat(2_000_000)));
const one = image({
  ref: ['example.org/one:1', 'one:latest'],
  layers: [base, again, base],
  history: ['COPY base', 'COPY tool', 'COPY base'],
});
const two = image({
  ref: 'example.org/two:2',
  layers: [compressed(base, 'gzip'), compressed(again, 'gzip')],
});
const builtOne = await buildImage(one);
const builtTwo = await buildImage(two);

const store = newStore();
await loadMembers(store, await dockerMembers([one]));
await loadMembers(store, await ociMembers([two]));

async function save(format: SaveFormat, targets: readonly string[], from = store): Promise<string> {
  const destination = join(
    workFolder,
    `${format}-${createHash('sha256').update(targets.join()).digest('hex').slice(0, 8)}-${Date.now()}`,
  );
  const selection = selectForSave(await readLibrary(from), targets);
  await saveImages({ selection, format, destination });
  return destination;
}

function summary(archive: Archive): readonly unknown[] {
  return archive.contents.images
    .map(({ id, references, layers, complete }) => ({
      id,
      references: references.toSorted(),
      layers: layers.map(({ diffId }) => diffId),
      complete,
    }))
    .toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
}

const both = [builtOne, builtTwo]
  .map((built) => ({
    id: built.configDigest,
    references: built.recipe.references.toSorted(),
    layers: built.layers.map(({ diffId }) => diffId),
    complete: true,
  }))
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe('saving', () => {
  test.each(saveFormats)('several images as %s', async (format) => {
    const path = await save(format, [builtOne.configDigest, builtTwo.configDigest]);
    const archive = await open(path);
    expect(summary(archive)).toEqual(both);
    expect(archive.contents.problems).toEqual([]);
    expect(archive.contents.kind).toBe(format);
  });

  test('a name that was chosen is the only one that is saved', async () => {
    const archive = await open(await save('docker-archive', ['example.org/one:1']));
    expect(archive.contents.images.map(({ references }) => references)).toEqual([
      ['example.org/one:1'],
    ]);
  });

  test('the same images give the same bytes', async () => {
    const [first, second] = [
      await save('docker-archive', ['one:latest', 'example.org/two:2']),
      await save('docker-archive', ['one:latest', 'example.org/two:2']),
    ];
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  });

  test('an untouched OCI image keeps every digest', async () => {
    const came = (await ociMembers([two])).filter(({ name }) => name.startsWith('blobs/'));
    const folder = await save('oci-layout', ['example.org/two:2']);
    const blobs = readdirSync(join(folder, 'blobs', 'sha256')).toSorted();
    expect(blobs).toEqual(came.map(({ name }) => name.slice('blobs/sha256/'.length)).toSorted());
    for (const hex of blobs) {
      const bytes = readFileSync(join(folder, 'blobs', 'sha256', hex));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hex);
    }
  });

  test('an index is saved with its platforms; a docker archive gets the usual one', async () => {
    const place = newStore();
    const platform = (name: string) =>
      image({ layers: [base, layer(file('a', name))], platform: name });
    const multi = platforms('multi:1', [platform('linux/arm64'), platform('linux/amd64')], true);
    await loadMembers(place, await ociMembers([multi]));
    const whole = await open(await save('oci-archive', ['multi:1'], place));
    expect(whole.contents.images.map((each) => each.attachments.length)).toEqual([1, 1]);
    const old = await open(await save('docker-archive', ['multi:1'], place));
    expect(old.contents.images.map((each) => each.platform.architecture)).toEqual(['amd64']);
  });

  test('what is in the way stays: a folder with something in it, and a file when saving fails', async () => {
    const library = await readLibrary(store);
    const selection = selectForSave(library, ['one:latest']);
    const folder = { selection, format: 'oci-layout', destination: workFolder } as const;
    expect(await failureOf(saveImages(folder))).toBe('already-there');
    const destination = join(workFolder, 'kept.tar');
    writeFileSync(destination, 'precious');
    const stop = new AbortController();
    const saving = saveImages(
      { selection, format: 'docker-archive', destination },
      { signal: stop.signal, progress: () => stop.abort() },
    );
    expect(await failureOf(saving)).toBe('cancelled');
    expect(readFileSync(destination, 'utf8')).toBe('precious');
    expect(readdirSync(workFolder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a damaged blob fails the save and leaves nothing', async () => {
    const place = newStore();
    await loadMembers(place, await dockerMembers([one]));
    const blob = join(place, 'blobs', 'sha256', hexOf(builtOne.layers[1]?.diffId ?? ''));
    const bytes = readFileSync(blob);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(blob, bytes);
    for (const format of saveFormats) {
      expect(await failureOf(save(format, ['one:latest'], place))).toBe('blob-damaged');
    }
  });

  test('progress ends with all bytes', async () => {
    const selection = selectForSave(await readLibrary(store), ['example.org/two:2']);
    const told: (readonly [number, number])[] = [];
    await saveImages(
      { selection, format: 'docker-archive', destination: join(workFolder, 'progress.tar') },
      { progress: (done, total) => told.push([done, total]) },
    );
    const [done, total] = told.at(-1) ?? [0, 1];
    expect(done).toBe(total);
  });
});

describe.skipIf(!hasOracle('skopeo'))('skopeo', () => {
  test('reads the store as it stands', () => {
    const answer = ask('skopeo', ['inspect', '--config', `oci:${store}:example.org/two:2`]);
    expect(answer.stderr).toBe('');
    expect(JSON.parse(answer.stdout).rootfs.diff_ids).toEqual(
      builtTwo.layers.map(({ diffId }) => diffId),
    );
    expect(ask('skopeo', ['inspect', `oci:${store}:one:latest`]).ok).toBe(true);
  });

  test.each([
    ['docker-archive', 'docker-archive'],
    ['docker-oci-archive', 'docker-archive'],
    ['docker-oci-archive', 'oci-archive'],
    ['oci-archive', 'oci-archive'],
    ['oci-layout', 'oci'],
  ] as const)('copies a %s as %s', async (format, transport) => {
    for (const [name, built] of [
      ['example.org/one:1', builtOne],
      ['example.org/two:2', builtTwo],
    ] as const) {
      const path = await save(format, [name]);
      const target = join(
        workFolder,
        `copied-${format}-${transport}-${hexOf(built.configDigest).slice(0, 6)}`,
      );
      const copied = ask('skopeo', ['copy', `${transport}:${path}:${name}`, `dir:${target}`]);
      expect(copied.stderr).toBe('');
      const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
      expect(manifest.config.digest).toBe(built.configDigest);
    }
  });
});

describe.skipIf(!hasOracle('umoci'))('umoci', () => {
  test('reads the store as it stands', () => {
    const listed = ask('umoci', ['ls', '--layout', store]);
    expect(listed.stdout.trim().split('\n').toSorted()).toEqual(
      ['example.org/one:1', 'example.org/two:2', 'one:latest'].toSorted(),
    );
    const stat = ask('umoci', ['stat', '--json', '--image', `${store}:one:latest`]);
    expect(stat.stderr).toBe('');
    expect(JSON.parse(stat.stdout).history).toHaveLength(3);
  });
});

describe.skipIf(!hasOracle('podman'))('podman', () => {
  const podman = podmanIn(join(workFolder, 'podman'));

  test.each(saveFormats)(
    'loads a %s with the same ID and layers',
    async (format) => {
      for (const [name, built] of [
        ['example.org/one:1', builtOne],
        ['example.org/two:2', builtTwo],
      ] as const) {
        const path = await save(format, [name]);
        const isFolder = format === 'oci-layout';
        const loaded = podman(isFolder ? ['pull', `oci:${path}:${name}`] : ['load', '-i', path]);
        expect(loaded.ok, loaded.stderr).toBe(true);
        const inspected = podman(['image', 'inspect', hexOf(built.configDigest)]);
        expect(inspected.ok, inspected.stderr).toBe(true);
        const [found] = JSON.parse(inspected.stdout);
        expect(found.Id).toBe(hexOf(built.configDigest));
        expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
        // podman names what it takes from a folder after the folder.
        if (!isFolder) expect(found.RepoTags).toContain(name);
        podman(['rmi', '-f', hexOf(built.configDigest)]);
      }
    },
    60_000,
  );
});

test.runIf(canCompress('zstd'))('zstd layers are plain in a docker archive', async () => {
  const place = newStore();
  const packed = image({ ref: 'packed:1', layers: [compressed(base, 'zstd')] });
  await loadMembers(place, await ociMembers([packed]));
  const archive = await open(await save('docker-archive', ['packed:1'], place));
  const built = await buildImage(packed);
  expect(summary(archive)).toMatchObject([
    { id: built.configDigest, layers: [built.layers[0]?.diffId], complete: true },
  ]);
});
