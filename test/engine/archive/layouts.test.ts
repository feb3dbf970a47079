import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { imageStack } from '../../../electron/engine/lineage/image-stack.ts';
import { buildImage, hexOf, image, jsonBytes, layer, sha256 } from '../../fixtures/image.ts';
import {
  blobMember,
  imageBlobs,
  layoutMembers,
  namedEntries,
  ociMembers,
  ociTypes,
  platforms,
  storedBlob,
  type StoredBlob,
} from '../../fixtures/oci-members.ts';
import { fileMember, withMember, withoutMember, writeMembers } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { codesOf, open, openFolderOf, openMembers, workFolder } from './opening.ts';

const amd64 = image({ layers: [layer(file('a', 'amd64'))] });
const arm64 = image({ layers: [layer(file('a', 'arm64'))], platform: 'linux/arm64/v8' });
const blobs = imageBlobs(await buildImage(amd64));
const manifest = blobs.at(-1) ?? storedBlob('', Buffer.alloc(0));

function index(entries: readonly unknown[], type: string = ociTypes.index): StoredBlob {
  return storedBlob(type, jsonBytes({ schemaVersion: 2, mediaType: type, manifests: entries }));
}

function platformsOf(archive: Archive): readonly string[] {
  return archive.contents.images.map((each) => each.platform.architecture);
}

describe('several images', () => {
  test('platforms below one name, with attestations attached to their images', async () => {
    const members = await ociMembers([platforms('docker.io/me/app:1', [amd64, arm64], true)]);
    const archive = await openMembers(members);
    expect(codesOf(archive)).toEqual([]);
    expect(archive.contents.artifacts).toEqual([]);
    expect(archive.contents.images).toMatchObject([
      { references: ['me/app:1'], platform: { architecture: 'amd64' } },
      { references: ['me/app:1'], platform: { architecture: 'arm64', variant: 'v8' } },
    ]);
    for (const each of archive.contents.images) {
      expect(each.attachments).toMatchObject([
        { kind: 'attestation', type: 'https://slsa.dev/provenance/v0.2' },
      ]);
    }
  });

  test('platforms that were not saved are noted, and no loss', async () => {
    const absent = {
      ...manifest.descriptor,
      digest: sha256('absent'),
      platform: { os: 'linux', architecture: 's390x' },
    };
    const top = index([absent, manifest.descriptor]);
    const archive = await openMembers(layoutMembers([...blobs, top], [top.descriptor]));
    expect(platformsOf(archive)).toEqual(['amd64']);
    expect(archive.contents.images[0]?.complete).toBe(true);
    expect(archive.contents.problems).toMatchObject([
      { code: 'platform-absent', severity: 'note', values: { platform: 'linux/s390x' } },
    ]);
  });

  test('a manifest that index.json names and that is not there is an error', async () => {
    const archive = await openMembers(layoutMembers([], [manifest.descriptor]));
    expect(archive.contents.images).toEqual([]);
    expect(archive.contents.problems).toMatchObject([
      { code: 'manifest-missing', severity: 'error' },
    ]);
  });

  test('names of one manifest are put together, and each digest is listed once', async () => {
    const entries = [
      ...namedEntries(manifest.descriptor, ['docker.io/library/app:1', 'quay.io/app:2']),
      { ...manifest.descriptor, annotations: { 'org.opencontainers.image.ref.name': 'stable' } },
      {
        ...manifest.descriptor,
        annotations: { 'org.opencontainers.image.ref.name': 'localhost/app:3' },
      },
      manifest.descriptor,
    ];
    const archive = await openMembers(layoutMembers(blobs, entries));
    expect(archive.contents.images.map((each) => each.references)).toEqual([
      ['app:1', 'quay.io/app:2', 'stable', 'localhost/app:3'],
    ]);
  });

  test('indexes may nest, and a Docker list counts as one', async () => {
    const list = index(
      [manifest.descriptor],
      'application/vnd.docker.distribution.manifest.list.v2+json',
    );
    const top = index([list.descriptor]);
    const archive = await openMembers(
      layoutMembers([...blobs, list, top], namedEntries(top.descriptor, ['app:1'])),
    );
    expect(archive.contents.images).toMatchObject([{ references: ['app:1'] }]);
    expect(codesOf(archive)).toEqual([]);
  });

  test('nesting has a limit', async () => {
    const nested = [index([manifest.descriptor])];
    for (let depth = 0; depth < 40; depth++) {
      nested.push(index([nested.at(-1)?.descriptor]));
    }
    const archive = await openMembers(
      layoutMembers(
        [...blobs, ...nested],
        nested.slice(-1).map((each) => each.descriptor),
      ),
    );
    expect(codesOf(archive)).toEqual(['index-depth']);
  });

  test('an index that leads to itself ends', async () => {
    const digest = sha256('not really');
    const loop = jsonBytes({
      schemaVersion: 2,
      manifests: [{ digest, size: 1 }, manifest.descriptor],
    });
    const members = [...layoutMembers(blobs, [{ digest }]), blobMember(digest, loop)];
    const archive = await openMembers(members);
    expect(codesOf(archive)).toContain('index-cycle');
    expect(archive.contents.images).toHaveLength(1);
  });
});

describe('odd documents', () => {
  test('a missing marker, a newer version and null manifests are said and survived', async () => {
    const members = await ociMembers([amd64]);
    const unmarked = await openMembers(withoutMember(members, 'oci-layout'));
    expect(codesOf(unmarked)).toEqual(['layout-missing']);
    expect(unmarked.contents.images).toHaveLength(1);
    const newer = await openMembers(
      withMember(members, 'oci-layout', '{"imageLayoutVersion":"2.0"}'),
    );
    expect(newer.contents.problems).toMatchObject([
      { code: 'layout-version', values: { version: '2.0' } },
    ]);
    const empty = await openMembers(layoutMembers([], null));
    expect(empty.contents).toMatchObject({ kind: 'oci-archive', images: [], problems: [] });
  });

  test.each([
    ['no JSON', '{', 'json-invalid'],
    ['an array', '[]', 'manifest-invalid'],
    ['no manifests', '{"schemaVersion":2}', 'manifest-invalid'],
  ])('index.json is %s', async (_, text, code) => {
    const archive = await openMembers(withMember(await ociMembers([amd64]), 'index.json', text));
    expect(codesOf(archive)).toEqual([code]);
    expect(archive.contents.images).toEqual([]);
  });

  test('a manifest without media types, and one with the wrong type', async () => {
    const bare = jsonBytes({ ...JSON.parse(manifest.bytes.toString()), mediaType: undefined });
    const stored = storedBlob('', bare);
    const entry = { digest: stored.descriptor.digest, size: bare.length };
    const archive = await openMembers(layoutMembers([...blobs, stored], [entry]));
    expect(codesOf(archive)).toEqual([]);
    expect(archive.contents.images).toHaveLength(1);
    const wrong = { ...manifest.descriptor, mediaType: ociTypes.index };
    const mistaken = await openMembers(layoutMembers(blobs, [wrong]));
    expect(codesOf(mistaken)).toEqual(['media-type-wrong']);
    expect(mistaken.contents.images).toHaveLength(1);
  });

  test('manifests and configs that are something else', async () => {
    const nonsense = storedBlob(ociTypes.manifest, Buffer.from('{"hello":1}'));
    const broken = storedBlob(ociTypes.manifest, Buffer.from('{'));
    const config = storedBlob(ociTypes.config, Buffer.from('[]'));
    const noConfig = storedBlob(
      ociTypes.manifest,
      jsonBytes({ config: config.descriptor, layers: [] }),
    );
    const all = [nonsense, broken, config, noConfig];
    const entries = [nonsense, broken, noConfig].map((each) => each.descriptor);
    const archive = await openMembers(layoutMembers(all, entries));
    expect(codesOf(archive)).toEqual(['manifest-invalid', 'json-invalid', 'config-invalid']);
    expect(archive.contents.images).toMatchObject([{ layers: [], complete: false }]);
  });

  test('the platform of the config stands in where a descriptor has none', async () => {
    const archive = await openMembers(await ociMembers([arm64]));
    expect(archive.contents.images[0]?.platform).toMatchObject({
      architecture: 'arm64',
      variant: 'v8',
    });
  });

  test('no config: the layers are there, the image is not complete', async () => {
    const config = blobs.find((each) => each.descriptor.mediaType === ociTypes.config);
    const rest = blobs.filter((each) => each !== config);
    const archive = await openMembers(layoutMembers(rest, [manifest.descriptor]));
    expect(codesOf(archive)).toEqual(['config-missing']);
    expect(archive.contents.images).toMatchObject([
      { id: null, complete: false, layers: [{ availability: 'available', diffId: null }] },
    ]);
  });
});

describe('a folder', () => {
  test('a link that leads out of it is not followed', async () => {
    const folder = join(workFolder, 'escaping');
    await writeMembers(layoutMembers(blobs, [manifest.descriptor]), folder);
    const outside = join(workFolder, 'outside.json');
    await writeFile(outside, manifest.bytes);
    const stray = storedBlob(ociTypes.manifest, Buffer.from('outside'));
    await symlink(outside, join(folder, 'blobs', 'sha256', hexOf(stray.descriptor.digest)));
    const entries = { schemaVersion: 2, manifests: [manifest.descriptor, stray.descriptor] };
    await writeFile(join(folder, 'index.json'), JSON.stringify(entries));
    const archive = await open(folder);
    expect(archive.contents.images).toHaveLength(1);
    expect(codesOf(archive)).toEqual(['path-escapes', 'manifest-missing']);
  });

  test('a link inside it is', async () => {
    const folder = join(workFolder, 'linked');
    await writeMembers(layoutMembers([], [manifest.descriptor]), folder);
    await mkdir(join(folder, 'store'));
    for (const blob of blobs) {
      await writeFile(join(folder, 'store', hexOf(blob.descriptor.digest)), blob.bytes);
    }
    await mkdir(join(folder, 'blobs'));
    await symlink('../store', join(folder, 'blobs', 'sha256'));
    const archive = await open(folder);
    expect(codesOf(archive)).toEqual([]);
    expect(archive.contents.images[0]?.complete).toBe(true);
  });

  test('a folder in the place of a file is none', async () => {
    const archive = await openFolderOf([
      fileMember('oci-layout', '{"imageLayoutVersion":"1.0.0"}'),
      fileMember('index.json/inner', 'x'),
    ]);
    expect(archive.contents).toMatchObject({ kind: 'oci-layout', images: [] });
    expect(codesOf(archive)).toEqual(['manifest-invalid']);
  });

  test('its size is that of its files', async () => {
    const members = layoutMembers(blobs, [manifest.descriptor]);
    const archive = await openFolderOf(members);
    const bytes = members.reduce(
      (sum, each) => sum + (each.kind === 'file' ? each.bytes.length : 0),
      0,
    );
    expect(archive.contents.storedBytes).toBe(bytes);
  });
});

test('what an entry of index.json says of the base of its image is kept', async () => {
  const digest = `sha256:${'b'.repeat(64)}`;
  const annotations = {
    'org.opencontainers.image.base.name': 'docker.io/library/debian:12',
    'org.opencontainers.image.base.digest': digest,
  };
  const { contents, images } = await openMembers(
    layoutMembers(blobs, [{ ...manifest.descriptor, annotations }]),
  );
  const [described] = contents.images;
  const kept = images.get(described!.key)!;
  const known = { facts: null, documents: kept.documents, hints: [] };
  const stack = imageStack('store', described!, { ...known, annotations: kept.annotations });
  expect(stack.baseHints).toContainEqual({
    how: 'annotation',
    place: 'descriptor',
    reference: 'docker.io/library/debian:12',
    digest,
  });
});
