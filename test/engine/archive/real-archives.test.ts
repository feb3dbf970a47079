import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import type { BlobLocation } from '../../../electron/engine/bytes/blob-location.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { fixtureRows, fixturesFolder, type FixtureRow } from '../../fixtures/locate.ts';
import { codesOf, open } from './opening.ts';

interface Expected {
  readonly images: number;
  readonly layers: number;
  readonly reason: string;
}

/** Where this program counts otherwise than the table of the fixtures, and why. */
const deviations: ReadonlyMap<string, Expected> = new Map([
  [
    '_derived__broken/truncated-in-layer.tar',
    {
      images: 2,
      layers: 2,
      reason:
        'manifest.json is cut off; of the old folders two are nobody’s parent, so each is an image',
    },
  ],
  [
    'google__go-containerregistry/test_index_media_type',
    { images: 0, layers: 0, reason: 'the config is that of a Helm chart: an artifact' },
  ],
  [
    'oras-project__oras/artifacts',
    {
      images: 4,
      layers: 1,
      reason: '13 of the 17 manifests are artifacts; the 4 images share a layer',
    },
  ],
  [
    'sylabs__oci-tools/hello-world-cosign-manifest',
    { images: 1, layers: 1, reason: 'two of the three manifests are cosign’s' },
  ],
  [
    'sylabs__oci-tools/hello-world-cosign-manifest-list',
    { images: 9, layers: 9, reason: 'eleven of the twenty manifests are cosign’s' },
  ],
]);

/** Layouts so broken that nothing says they are one. */
const notRecognised: ReadonlySet<string> = new Set([
  'anchore__stereoscope/invalid_file',
  'anchore__stereoscope/no_manifests',
]);

const rows = fixtureRows();
const described = rows.filter(
  (row) => row.format !== 'bare tar' && !notRecognised.has(row.path) && !isHopeless(row),
);
const others = rows.filter((row) => !described.includes(row));

/** Damaged on purpose, with nothing left to count. */
function isHopeless(row: FixtureRow): boolean {
  return row.format.startsWith('broken') && row.images === 0;
}

function openRow(path: string): Promise<Archive> {
  return open(join(fixturesFolder ?? '', path));
}

describe.skipIf(fixturesFolder === null)('real archives', () => {
  test.each(described)('$path', async ({ path, images, layers }) => {
    const expected = deviations.get(path) ?? { images, layers };
    const archive = await openRow(path);
    expect(archive.contents.images).toHaveLength(expected.images);
    expect(countBlobs(archive)).toBe(expected.layers);
    expect(archive.contents.kind).not.toBe('root-fs');
  });

  test.each(others)('$path is a plain tar or none', async ({ path }) => {
    try {
      const { contents } = await openRow(path);
      expect(contents).toMatchObject({ kind: 'root-fs', images: [{ layers: [{ index: 0 }] }] });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      expect(['not-an-image', 'empty-file']).toContain(error.failure.code);
    }
  });

  test('old jib: keys in lower case', async () => {
    const { contents } = await openRow('GoogleContainerTools__jib/busybox-jib.tar');
    expect(contents.images[0]?.layers).toHaveLength(2);
    expect(contents.images[0]?.references).toHaveLength(1);
  });

  test('containerd: platforms not pulled, and the attestation of the one that is', async () => {
    const absent = await openRow('snyk__snyk-docker-plugin/busybox.arm64.tar');
    expect(codesOf(absent)).toEqual(Array.from({ length: 19 }, () => 'platform-absent'));
    const attested = await openRow(
      'snyk__snyk-docker-plugin/busybox-single-arch-with-attestation-manifest.tar',
    );
    expect(attested.contents.images[0]?.attachments).toMatchObject([{ kind: 'attestation' }]);
    expect(attested.contents.artifacts).toEqual([]);
  });

  test('two names of one image in an xz archive', async () => {
    const { contents } = await openRow('containers__podman/docker-two-names.tar.xz');
    expect(contents).toMatchObject({ compression: 'xz', kind: 'docker-archive' });
    expect(contents.images[0]?.references).toHaveLength(2);
  });

  test('the same manifest under several names, and two manifests of one name', async () => {
    const many = await openRow('_tool__containerd-ctr-1.6.20/multi-image.tar');
    expect(many.contents.images.some((image) => image.references.length > 1)).toBe(true);
    const twins = await openRow('containers__image/delete_image_two_identical_references');
    const [one, other] = twins.contents.images;
    expect(one?.references).toEqual(other?.references);
  });

  test('cosign: signature and attestation of the image', async () => {
    const { contents } = await openRow('sylabs__oci-tools/hello-world-cosign-manifest');
    expect(contents.images[0]?.attachments.map((each) => each.kind).toSorted()).toEqual([
      'attestation',
      'signature',
    ]);
    expect(contents.artifacts).toHaveLength(2);
  });

  test('schema 1 in a dir:', async () => {
    const { contents } = await openRow('containers__skopeo/uncompressed-image-s1');
    expect(contents).toMatchObject({ kind: 'docker-dir', images: [{ id: null, complete: true }] });
    expect(contents.images[0]?.history.length).toBeGreaterThan(0);
  });

  test('encrypted layers are named, eStargz is seen', async () => {
    const encrypted = await openRow('_tool__skopeo-1.9.3/oci-encrypted-layers.tar');
    const [image] = encrypted.contents.images;
    expect(image?.layers.map((layer) => layer.availability)).toEqual(
      image?.layers.map(() => 'encrypted'),
    );
    const stargz = await openRow('wagoodman__dive/test-oci-estargz-image.tar');
    expect([...stargz.images.values()][0]?.layers[0]).toMatchObject({ stargz: true });
  });

  test('layers cut away and layers replaced', async () => {
    const trimmed = await openRow('snyk__snyk-docker-plugin/dockergoof.tar');
    expect(codesOf(trimmed)).toEqual(['diff-ids-mismatch']);
    const missing = await openRow('_derived__broken/missing-layer.tar');
    expect(codesOf(missing)).toEqual(['blob-missing', 'blob-missing']);
    expect(missing.contents.images.every((image) => !image.complete)).toBe(true);
  });

  test('every step of dive’s test image has its layer', async () => {
    const { contents } = await openRow('wagoodman__dive/test-docker-image.tar');
    const [image] = contents.images;
    expect(image?.layers).toHaveLength(14);
    expect(image?.layers.every((layer) => layer.command !== null)).toBe(true);
    expect(image?.layers[1]?.command).toMatch(/^(?:ADD|COPY|RUN) /);
  });
});

/** Layer blobs in the archive, each place counted once. */
function countBlobs(archive: Archive): number {
  const places = new Set<string>();
  for (const { layers } of archive.images.values()) {
    for (const { location } of layers) if (location !== null) places.add(placeOf(location));
  }
  return places.size;
}

function placeOf(location: BlobLocation): string {
  return location.kind === 'inline'
    ? Buffer.from(location.bytes).toString('base64')
    : `${location.path} ${location.offset} ${location.length}`;
}
