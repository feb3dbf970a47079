import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
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
import { withoutMember, type Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { codesOf, layerHashes, openMembers } from './opening.ts';

const amd64 = image({ layers: [layer(file('a', 'amd64'))] });
const blobs = imageBlobs(await buildImage(amd64));
const manifest = blobs.at(-1) ?? storedBlob('', Buffer.alloc(0));

function index(entries: readonly unknown[], type: string = ociTypes.index): StoredBlob {
  return storedBlob(type, jsonBytes({ schemaVersion: 2, mediaType: type, manifests: entries }));
}

describe('blobs', () => {
  /** An image manifest over a config without diffIDs' worth of layers, given as descriptors. */
  function manifestOf(layers: readonly unknown[], more: readonly StoredBlob[]): Promise<Archive> {
    const config = storedBlob(
      ociTypes.config,
      jsonBytes({ os: 'linux', rootfs: { diff_ids: layers.map(() => sha256('')) } }),
    );
    const top = storedBlob(ociTypes.manifest, jsonBytes({ config: config.descriptor, layers }));
    return openMembers(layoutMembers([...more, config, top], [top.descriptor]));
  }

  test('every kind of layer keeps its row', async () => {
    const tar = storedBlob(ociTypes.layer, Buffer.alloc(1024));
    const secret = storedBlob(`${ociTypes.layer}+gzip+encrypted`, Buffer.from('secret'));
    const squash = storedBlob(
      'application/vnd.sylabs.image.layer.v1.squashfs',
      Buffer.from('hsqs'),
    );
    const note = storedBlob('text/plain', Buffer.from('note'));
    const gone = { mediaType: ociTypes.layer, digest: sha256('gone'), size: 77 };
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: sha256('foreign'),
      size: 99,
      urls: ['https://example.org/base'],
    };
    const stored = [tar, secret, squash, note];
    const archive = await manifestOf(
      [...stored.map((each) => each.descriptor), gone, foreign],
      stored,
    );
    expect(archive.contents.images[0]?.layers).toMatchObject([
      { availability: 'available', storedBytes: 1024 },
      { availability: 'encrypted', storedBytes: 6 },
      { availability: 'unsupported', storedBytes: 4 },
      { availability: 'not-a-layer', storedBytes: 4 },
      { availability: 'missing', storedBytes: 77 },
      { availability: 'foreign', storedBytes: 99, urls: ['https://example.org/base'] },
    ]);
    expect(archive.contents.images[0]?.complete).toBe(false);
    expect(codesOf(archive)).toEqual([
      'layer-encrypted',
      'layer-unsupported',
      'layer-unsupported',
      'blob-missing',
      'layer-foreign',
    ]);
    expect(
      archive.blobs.filter((blob) => blob.location === null).map((blob) => blob.statedBytes),
    ).toEqual([77, 99]);
  });

  test('a wrong size is seen without hashing', async () => {
    const tar = storedBlob(ociTypes.layer, Buffer.alloc(1024));
    const archive = await manifestOf([{ ...tar.descriptor, size: 5 }], [tar]);
    expect(archive.contents.problems).toMatchObject([
      { code: 'blob-size-mismatch', values: { stated: 5, found: 1024 } },
    ]);
    expect(archive.contents.images[0]?.layers[0]?.storedBytes).toBe(1024);
  });

  test('a descriptor may carry its blob', async () => {
    const bytes = Buffer.alloc(1024);
    const carried = {
      ...storedBlob(ociTypes.layer, bytes).descriptor,
      data: bytes.toString('base64'),
    };
    const archive = await manifestOf([carried], []);
    expect(layerHashes(archive)).toEqual([sha256(bytes)]);
    expect(codesOf(archive)).toEqual([]);
  });

  test('sha512 blobs are found, unknown algorithms are found and noted', async () => {
    const bytes = Buffer.alloc(1024);
    const digest = `sha512:${createHash('sha512').update(bytes).digest('hex')}`;
    const odd = 'blake3:abcdef';
    const layers = [digest, odd].map((each) => ({
      mediaType: ociTypes.layer,
      digest: each,
      size: 1024,
    }));
    const config = storedBlob(
      ociTypes.config,
      jsonBytes({ os: 'linux', rootfs: { diff_ids: [sha256(bytes), sha256(bytes)] } }),
    );
    const top = storedBlob(ociTypes.manifest, jsonBytes({ config: config.descriptor, layers }));
    const members: readonly Member[] = [
      ...layoutMembers([config, top], [top.descriptor]),
      blobMember(digest, bytes),
      blobMember(odd, bytes),
    ];
    const archive = await openMembers(members);
    expect(layerHashes(archive)).toEqual([sha256(bytes), sha256(bytes)]);
    expect(archive.contents.problems).toMatchObject([
      { code: 'blob-digest-unknown-algorithm', severity: 'note', values: { algorithm: 'blake3' } },
    ]);
  });

  test('a text that is no digest leads nowhere', async () => {
    const layers = [
      '../../index.json',
      'sha256:../../index.json',
      `sha256:${'A'.repeat(64)}`,
      '',
    ].map((digest) => ({ mediaType: ociTypes.layer, digest, size: 1 }));
    const archive = await manifestOf(layers, []);
    expect(layerHashes(archive)).toEqual([null, null, null, null]);
    expect(codesOf(archive)).toEqual(layers.map(() => 'blob-missing'));
  });

  test('eStargz is told by its annotation', async () => {
    const tar = storedBlob(ociTypes.layer, Buffer.alloc(1024));
    const annotations = { 'containerd.io/snapshot/stargz/toc.digest': sha256('toc') };
    const archive = await manifestOf([{ ...tar.descriptor, annotations }], [tar]);
    const key = archive.contents.images[0]?.key ?? '';
    expect(archive.images.get(key)?.layers[0]?.stargz).toBe(true);
  });
});

describe('what is no image', () => {
  const chart = storedBlob(
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    Buffer.from('chart'),
  );
  const chartConfig = storedBlob(
    'application/vnd.cncf.helm.config.v1+json',
    Buffer.from('not even JSON'),
  );

  test('an artifact is listed with its blobs, its config never parsed', async () => {
    const title = { 'org.opencontainers.image.title': 'app.tgz' };
    const top = storedBlob(
      ociTypes.manifest,
      jsonBytes({
        config: chartConfig.descriptor,
        layers: [{ ...chart.descriptor, annotations: title }],
      }),
    );
    const archive = await openMembers(
      layoutMembers([chart, chartConfig, top], namedEntries(top.descriptor, ['chart:1'])),
    );
    expect(archive.contents).toMatchObject({
      images: [],
      problems: [],
      artifacts: [
        {
          type: 'application/vnd.cncf.helm.config.v1+json',
          references: ['chart:1'],
          digest: top.descriptor.digest,
          blobs: [
            { available: true, storedBytes: 13 },
            { title: 'app.tgz', available: true, storedBytes: 5 },
          ],
        },
      ],
    });
  });

  test('what has a subject is attached to it and listed', async () => {
    const empty = storedBlob('application/vnd.oci.empty.v1+json', Buffer.from('{}'));
    const referrer = storedBlob(
      ociTypes.manifest,
      jsonBytes({
        artifactType: 'application/spdx+json',
        config: empty.descriptor,
        layers: [chart.descriptor],
        subject: manifest.descriptor,
      }),
    );
    const archive = await openMembers(
      layoutMembers([...blobs, empty, chart, referrer], [manifest.descriptor, referrer.descriptor]),
    );
    expect(archive.contents.images).toMatchObject([
      { attachments: [{ kind: 'referrer', type: 'application/spdx+json' }] },
    ]);
    expect(archive.contents.artifacts).toMatchObject([{ type: 'application/spdx+json' }]);
  });

  test("cosign's signature is attached by its name, also to a whole index", async () => {
    const payload = storedBlob(
      'application/vnd.dev.cosign.simplesigning.v1+json',
      Buffer.from('{}'),
    );
    const config = storedBlob(
      ociTypes.config,
      jsonBytes({ os: '', rootfs: { diff_ids: [payload.descriptor.digest] } }),
    );
    const signature = storedBlob(
      ociTypes.manifest,
      jsonBytes({ config: config.descriptor, layers: [payload.descriptor] }),
    );
    const top = index([manifest.descriptor]);
    const name = `sha256-${hexOf(top.descriptor.digest)}.sig`;
    const entry = {
      ...signature.descriptor,
      annotations: { 'org.opencontainers.image.ref.name': name },
    };
    const archive = await openMembers(
      layoutMembers([...blobs, payload, config, signature, top], [top.descriptor, entry]),
    );
    expect(archive.contents.images).toMatchObject([
      { attachments: [{ kind: 'signature', digest: signature.descriptor.digest }] },
    ]);
    expect(archive.contents.artifacts).toHaveLength(1);
  });

  test('an attestation whose image is elsewhere is listed', async () => {
    const members = await ociMembers([platforms('app:1', [amd64], true)]);
    const name = `blobs/sha256/${hexOf(manifest.descriptor.digest)}`;
    const archive = await openMembers(withoutMember(members, name));
    expect(archive.contents.images).toEqual([]);
    expect(archive.contents.artifacts).toMatchObject([{ type: 'application/vnd.in-toto+json' }]);
  });
});
