import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportImages } from '../../../electron/engine/export/export-images.ts';
import { inlineExportWork, type ExportWork } from '../../../electron/engine/export/export-work.ts';
import { sniffCompression } from '../../../electron/engine/bytes/sniff.ts';
import { readStart, withBlob } from '../../../electron/engine/bytes/random-access.ts';
import { selectFromSource } from '../../../electron/engine/store/select-from-source.ts';
import type { Packing } from '../../../shared/model/export.ts';
import { dockerDirMembers, dockerMembers, flatMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { writeMembers, type Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { open, workFolder, writeArchive } from '../store/store-folder.ts';
import { ask, hasOracle } from './oracles.ts';
import { base, exported, packings, recipe } from './exported-images.ts';

const multi = platforms(
  'example.org/multi:1',
  ['linux/arm64', 'linux/amd64'].map((platform) =>
    image({ layers: [base, layer(file('platform', platform))], platform }),
  ),
  true,
);

/** Every digest and diffID holds, and every layer is packed so. */
async function expectSound(path: string, compression: Packing['compression']): Promise<void> {
  const archive = await open(path);
  expect(archive.contents.problems).toEqual([]);
  const layers = [...archive.images.values()].flatMap((each) => each.layers);
  for (const { location } of layers) {
    expect(sniffCompression(withBlob(location!, (blob) => readStart(blob, 512)))).toBe(compression);
  }
  const source = await testSession().open(path, unwatchedJob());
  const { checks } = await source.prove(unwatchedJob());
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.filter(({ result }) => result !== 'verified')).toEqual([]);
  await readWhole(source);
  await source.close();
}

const sources: readonly (readonly [string, () => Promise<readonly Member[]>])[] = [
  ['a docker archive', () => dockerMembers([recipe('none')])],
  ['a docker archive of gzip layers', () => flatMembers([recipe('gzip')])],
  ['an OCI archive of gzip layers', () => ociMembers([recipe('gzip')])],
  ['an OCI archive of zstd layers', () => ociMembers([recipe('zstd')])],
  ['an OCI archive of plain layers', () => ociMembers([recipe('none')])],
];

describe.each(sources)('%s', (_, members) => {
  describe.each(['oci-archive', 'oci-layout', 'docker-oci-archive'] as const)('as %s', (format) => {
    test.each(packings)('packed as $compression keeps its ID and its diffIDs', async (packing) => {
      const source = await writeArchive(await members());
      const before = (await open(source)).contents.images;
      const { path } = await exported(source, format, packing);
      await expectSound(path, packing.compression);
      const after = (await open(path)).contents.images;
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      expect(after[0]!.layers.map(({ diffId }) => diffId)).toEqual(
        before[0]!.layers.map(({ diffId }) => diffId),
      );
      expect(after[0]!.references).toEqual(before[0]!.references);
      const suffix = packing.compression === 'none' ? '' : `+${packing.compression}`;
      for (const { mediaType } of after[0]!.layers) {
        expect(mediaType).toBe(`application/vnd.oci.image.layer.v1.tar${suffix}`);
      }
    });
  });

  test.each(packings)('as docker-archive packed as $compression', async (packing) => {
    const source = await writeArchive(await members());
    const work = exported(source, 'docker-archive', packing);
    if (packing.compression === 'zstd') {
      expect(await failureOf(work)).toBe('compression-unsupported');
      return;
    }
    const { path } = await work;
    await expectSound(path, packing.compression);
    const [before, after] = [await open(source), await open(path)].map(
      ({ contents }) => contents.images[0]!,
    );
    expect(after!.id).toBe(before!.id);
  });
});

describe('recompressing', () => {
  test('gives the same bytes each time', async () => {
    const source = await writeArchive(await ociMembers([recipe('none')]));
    for (const packing of packings.slice(1)) {
      const [one, two] = [
        await exported(source, 'oci-archive', packing),
        await exported(source, 'oci-archive', packing),
      ].map(({ path }) => readFileSync(path));
      expect(one!.equals(two!)).toBe(true);
    }
  });

  test('leaves to the byte what is packed so already, unless a level is asked for', async () => {
    const source = await writeArchive(await ociMembers([recipe('gzip')]));
    const manifest = (await open(source)).contents.images[0]!.manifestDigest;
    const usual = await exported(source, 'oci-archive', { compression: 'gzip', level: null });
    expect((await open(usual.path)).contents.images[0]!.manifestDigest).toBe(manifest);
    expect(usual.losses).toEqual([]);
    const best = await exported(source, 'oci-archive', { compression: 'gzip', level: 9 });
    expect((await open(best.path)).contents.images[0]!.manifestDigest).not.toBe(manifest);
    expect(best.losses.map(({ kind }) => kind)).toEqual(['digest-changed']);
  });

  test('of several platforms makes their index new and leaves attestations out', async () => {
    const source = await writeArchive(await ociMembers([multi]));
    const before = await open(source);
    expect(before.contents.images.every(({ attachments }) => attachments.length === 1)).toBe(true);
    const { path, losses } = await exported(source, 'oci-archive', {
      compression: 'zstd',
      level: 5,
    });
    await expectSound(path, 'zstd');
    const after = await open(path);
    expect(after.contents.images.map(({ id }) => id)).toEqual(
      before.contents.images.map(({ id }) => id),
    );
    expect(after.contents.images.flatMap(({ attachments }) => attachments)).toEqual([]);
    expect(losses.map(({ kind, count }) => [kind, count])).toEqual([
      ['digest-changed', 3],
      ['attachment', 2],
    ]);
    expect(after.contents.images.map(({ references }) => references)).toEqual(
      before.contents.images.map(({ references }) => references),
    );
  });

  test('of one platform makes an index of that one', async () => {
    const source = await writeArchive(await ociMembers([multi]));
    const arm = (archive: Awaited<ReturnType<typeof open>>): readonly string[] =>
      archive.contents.images
        .filter(({ platform }) => platform.architecture === 'arm64')
        .map(({ key }) => key);
    const { path } = await exported(
      source,
      'oci-archive',
      { compression: 'gzip', level: null },
      arm,
    );
    const { contents } = await open(path);
    expect(contents.problems).toEqual([]);
    expect(contents.images.map(({ platform }) => platform.architecture)).toEqual(['arm64']);
  });

  test('cancelled at any moment leaves nothing', async () => {
    const source = await writeArchive(await ociMembers([recipe('none')]));
    const archive = await open(source);
    const selection = await selectFromSource({ path: source, archive }, { kind: 'all' });
    const folder = join(workFolder, randomUUID());
    mkdirSync(folder);
    let cancelled = 0;
    for (let moment = 0; moment < 16; moment++) {
      const controller = new AbortController();
      let steps = 0;
      const destination = join(folder, `out-${moment}`);
      const packing: Packing = { compression: moment % 2 === 0 ? 'gzip' : 'zstd', level: null };
      const format = moment % 3 === 0 ? 'oci-layout' : 'oci-archive';
      const work = exportImages({ selection, format, packing, destination }, inlineExportWork, {
        signal: controller.signal,
        progress: () => void (++steps > moment && controller.abort()),
      });
      const failure = await work.then(
        () => null,
        (error: unknown) => error,
      );
      if (failure !== null) {
        cancelled++;
        expect(failure).toMatchObject({ failure: { code: 'cancelled' } });
      }
      const left = readdirSync(folder).filter(
        (name) => name === `out-${moment}` || name.startsWith('.'),
      );
      expect(left).toEqual(failure === null ? [`out-${moment}`] : []);
    }
    expect(cancelled).toBeGreaterThan(3);
  });
});

/** Requests and answers as threads get them: copies, without functions. */
function copiedWork(): ExportWork {
  const { parallel: _, ...work } = inlineExportWork;
  return {
    parallel: 3,
    layer: async (request, how) => structuredClone(await work.layer(structuredClone(request), how)),
    find: async (selection, packing) =>
      structuredClone(await work.find(structuredClone(selection), packing)),
    rewrite: async (request) => structuredClone(await work.rewrite(structuredClone(request))),
    repack: async (request, how) =>
      structuredClone(await work.repack(structuredClone(request), how)),
    save: async (request, how) => structuredClone(await work.save(structuredClone(request), how)),
  };
}

test('on threads gives the same bytes, and its progress ends with all of them', async () => {
  const source = await writeArchive(await ociMembers([multi, recipe('none')]));
  const selection = await selectFromSource(
    { path: source, archive: await open(source) },
    { kind: 'all' },
  );
  for (const packing of [null, ...packings]) {
    const files: Buffer[] = [];
    for (const work of [inlineExportWork, copiedWork()]) {
      const destination = join(workFolder, randomUUID());
      const told: (readonly [number, number])[] = [];
      const request = { selection, format: 'oci-archive', packing, destination } as const;
      await exportImages(request, work, {
        progress: (done, total) => void told.push([done, total]),
      });
      files.push(readFileSync(destination));
      const [done, total] = told.at(-1) ?? [0, 1];
      expect(done).toBe(total);
      expect(told.every(([each], at) => at === 0 || each >= told[at - 1]![0])).toBe(true);
    }
    expect(files[0]!.equals(files[1]!)).toBe(true);
  }
});

/** A manifest of Docker's, with gzip layers, as registries and `dir:` folders have them. */
async function dockerManifestFolder(): Promise<string> {
  const folder = join(workFolder, randomUUID());
  const members = await dockerDirMembers(recipe('gzip'));
  const docker = (text: string): string =>
    text
      .replaceAll('oci.image.manifest.v1+json', 'docker.distribution.manifest.v2+json')
      .replaceAll('oci.image.config.v1+json', 'docker.container.image.v1+json')
      .replaceAll('oci.image.layer.v1.tar+gzip', 'docker.image.rootfs.diff.tar.gzip');
  const typed = members.map((member) =>
    member.kind === 'file' && member.name === 'manifest.json'
      ? { ...member, bytes: Buffer.from(docker(Buffer.from(member.bytes).toString())) }
      : member,
  );
  await writeMembers(typed, folder);
  return folder;
}

describe('media types of Docker', () => {
  test.each([
    [
      'none',
      'docker.distribution.manifest.v2+json',
      'docker.image.rootfs.diff.tar',
      'docker.container.image.v1+json',
    ],
    [
      'gzip',
      'docker.distribution.manifest.v2+json',
      'docker.image.rootfs.diff.tar.gzip',
      'docker.container.image.v1+json',
    ],
    [
      'zstd',
      'oci.image.manifest.v1+json',
      'oci.image.layer.v1.tar+zstd',
      'oci.image.config.v1+json',
    ],
  ] as const)('packed as %s', async (compression, manifestType, layerType, configType) => {
    const source = await dockerManifestFolder();
    const packing: Packing = { compression, level: compression === 'gzip' ? 9 : null };
    const { path } = await exported(source, 'oci-layout', packing);
    await expectSound(path, compression);
    const index = JSON.parse(readFileSync(join(path, 'index.json'), 'utf8'));
    const [entry] = index.manifests;
    expect(entry.mediaType).toBe(`application/vnd.${manifestType}`);
    const blob = join(path, 'blobs', entry.digest.replace(':', '/'));
    const manifest = JSON.parse(readFileSync(blob, 'utf8'));
    expect(manifest.mediaType).toBe(entry.mediaType);
    expect(manifest.config.mediaType).toBe(`application/vnd.${configType}`);
    expect(manifest.layers.map((each: { mediaType: string }) => each.mediaType)).toEqual(
      [0, 1, 2].map(() => `application/vnd.${layerType}`),
    );
    if (hasOracle('skopeo')) {
      const target = join(workFolder, `copied-${randomUUID()}`);
      expect(ask('skopeo', ['copy', `oci:${path}`, `dir:${target}`]).stderr).toBe('');
    }
  });
});
