import { expect, test } from 'vitest';
import type { ArchiveKind } from '../../../shared/model/source.ts';
import {
  containerdMembers,
  dockerDirMembers,
  dockerMembers,
  dockerV1Members,
  flatMembers,
  hybridMembers,
  podmanMembers,
} from '../../fixtures/docker-members.ts';
import { buildImage, compressed, emptyStep, image, layer } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { fileMember, withMember, withoutMember, type Member } from '../../fixtures/outer.ts';
import { directory, file, whiteout } from '../../fixtures/tar.ts';
import { codesOf, layerHashes, openFolderOf, openMembers } from './opening.ts';

const base = layer(directory('etc'), file('etc/os-release', 'ID=test\n'));
const app = layer(file('app', 'one'), whiteout('etc/os-release'));
/** The base stands twice: docker and podman write such a layer once and link to it. */
const recipe = image({
  ref: 'app:1',
  layers: [base, app, base],
  history: ['/bin/sh -c #(nop) ADD file:1 in / ', emptyStep('ENV A=b'), 'RUN two', 'RUN three'],
  platform: 'linux/arm64/v8',
});
const zipped = image({ ref: 'app:1', layers: [compressed(base, 'gzip'), compressed(app, 'gzip')] });

interface Dialect {
  readonly name: string;
  readonly kind: ArchiveKind;
  readonly members: () => Promise<readonly Member[]>;
}

const dialects: readonly Dialect[] = [
  { name: 'Docker 1.10 to 24', kind: 'docker-archive', members: () => dockerMembers([recipe]) },
  { name: 'podman', kind: 'docker-archive', members: () => podmanMembers([recipe]) },
  { name: 'kaniko', kind: 'docker-archive', members: () => flatMembers([recipe]) },
  { name: 'Docker 25', kind: 'docker-oci-archive', members: () => hybridMembers([recipe]) },
  { name: 'containerd', kind: 'docker-oci-archive', members: () => containerdMembers([recipe]) },
  { name: 'OCI archive', kind: 'oci-archive', members: () => ociMembers([recipe]) },
];

test.each(dialects)('$name', async ({ kind, members }) => {
  const archive = await openMembers(await members());
  const built = await buildImage(recipe);
  expect(codesOf(archive)).toEqual([]);
  expect(archive.contents).toMatchObject({
    kind,
    compression: 'none',
    artifacts: [],
    images: [
      {
        id: built.configDigest,
        references: ['app:1'],
        platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
        created: '2024-05-01T12:00:00Z',
        complete: true,
        layers: built.layers.map((each, index) => ({
          index,
          availability: 'available',
          diffId: each.diffId,
          storedBytes: each.stored.length,
          command: ['ADD file:1 in /', 'RUN two', 'RUN three'][index],
        })),
        history: [{ layer: 0 }, { layer: null, instruction: 'ENV' }, { layer: 1 }, { layer: 2 }],
      },
    ],
  });
  expect(archive.contents.images).toHaveLength(1);
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
});

test.each(dialects)('$name with its members in reverse order', async ({ members }) => {
  const built = await buildImage(recipe);
  const archive = await openMembers((await members()).toReversed());
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
  expect(codesOf(archive)).toEqual([]);
});

test('Docker before 1.10: repositories and a chain of parents', async () => {
  const archive = await openMembers(await dockerV1Members([recipe]));
  const built = await buildImage(recipe);
  expect(codesOf(archive)).toEqual([]);
  expect(archive.contents).toMatchObject({
    kind: 'docker-archive-v1',
    images: [
      {
        id: null,
        references: ['app:1'],
        platform: { os: 'linux', architecture: 'arm64' },
        layers: [{ command: 'ADD file:1 in /' }, { command: 'RUN two' }, { command: 'RUN three' }],
        complete: true,
      },
    ],
  });
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
});

test('Docker before 1.10: an untagged image is the folder that is no parent', async () => {
  const untagged = image({ layers: [base, app] });
  const members = await dockerV1Members([recipe, untagged]);
  const archive = await openMembers(withoutMember(members, 'repositories'));
  expect(archive.contents.kind).toBe('docker-archive-v1');
  const counts = archive.contents.images.map((each) => each.layers.length);
  expect(counts.toSorted((a, b) => a - b)).toEqual([2, 3]);
});

test('a layout folder, and both descriptions in a folder', async () => {
  const built = await buildImage(zipped);
  const layout = await openFolderOf(await ociMembers([zipped]));
  expect(layout.contents).toMatchObject({
    kind: 'oci-layout',
    images: [{ references: ['app:1'] }],
  });
  expect(layout.identity).toBeNull();
  expect(layerHashes(layout)).toEqual(built.layers.map((each) => each.digest));
  const both = await openFolderOf(await containerdMembers([zipped]));
  expect(both.contents.kind).toBe('docker-oci-layout');
  expect(layerHashes(both)).toEqual(built.layers.map((each) => each.digest));
  expect([...codesOf(layout), ...codesOf(both)]).toEqual([]);
});

test('dir: as a folder, and packed under a prefix', async () => {
  const built = await buildImage(zipped);
  const members = await dockerDirMembers(zipped);
  const folder = await openFolderOf(members);
  expect(folder.contents).toMatchObject({ kind: 'docker-dir', images: [{ references: [] }] });
  expect(folder.contents.images[0]?.id).toBe(built.configDigest);
  expect(layerHashes(folder)).toEqual(built.layers.map((each) => each.digest));

  const wrapped = members.map((member) => ({ ...member, name: `./data/tmp/${member.name}` }));
  const archive = await openMembers(wrapped);
  expect(archive.contents.kind).toBe('docker-dir');
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
  expect(archive.contents.problems).toMatchObject([
    { code: 'archive-wrapped', severity: 'note', values: { folder: 'data/tmp' } },
  ]);
});

test('dir: with old blob names and with signatures', async () => {
  const built = await buildImage(zipped);
  const old = (await dockerDirMembers(zipped)).map((member) =>
    /^[0-9a-f]{64}$/.test(member.name) && member.name !== built.configDigest.slice(7)
      ? { ...member, name: `${member.name}.tar` }
      : member,
  );
  const archive = await openFolderOf(withMember(old, 'signature-1', 'signed'));
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
  expect(archive.contents.images[0]?.attachments).toMatchObject([
    { kind: 'signature', storedBytes: 6 },
  ]);
});

test('dir: a large file is no signature, and there is an end to them', async () => {
  const members = await dockerDirMembers(zipped);
  const large = await openFolderOf(
    withMember(members, 'signature-1', Buffer.alloc(4 * 1024 * 1024 + 1)),
  );
  expect(large.contents.images[0]?.attachments).toEqual([]);
  const many = Array.from({ length: 150 }, (_, at) => fileMember(`signature-${at + 1}`, 'signed'));
  const archive = await openFolderOf([...members, ...many]);
  expect(archive.contents.images[0]?.attachments).toHaveLength(100);
});

test('jib: keys of manifest.json in another case', async () => {
  const built = await buildImage(recipe);
  const item = { config: 'config.json', repoTags: ['jib:1'], layers: ['a.tar', 'b.tar', 'a.tar'] };
  const archive = await openMembers([
    { kind: 'file', name: 'a.tar', bytes: built.layers[0]?.stored ?? Buffer.alloc(0) },
    { kind: 'file', name: 'b.tar', bytes: built.layers[1]?.stored ?? Buffer.alloc(0) },
    { kind: 'file', name: 'config.json', bytes: built.config },
    { kind: 'file', name: 'manifest.json', bytes: Buffer.from(JSON.stringify([item])) },
  ]);
  expect(archive.contents.images[0]?.references).toEqual(['jib:1']);
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.digest));
});
