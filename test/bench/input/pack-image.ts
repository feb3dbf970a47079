import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { ociTypes } from '../../fixtures/oci-members.ts';

/**
 * Writes an OCI archive of one image whose stored layers are files; `plain` are the same layers uncompressed, for their
 * diffIDs. Streams: the layers may be of any size.
 */
export async function packImage(
  stored: readonly string[],
  plain: readonly string[],
  compression: 'none' | 'gzip' | 'zstd',
  target: string,
): Promise<void> {
  const draft = `${target}.part`;
  const tar = pack();
  const written = pipeline(tar, createWriteStream(draft));
  const layers = [];
  const mediaType = compression === 'none' ? ociTypes.layer : `${ociTypes.layer}+${compression}`;
  for (const file of stored) {
    const digest = await digestOf(file);
    layers.push({ mediaType, digest, size: statSync(file).size });
    await addFile(tar, blobPath(digest), file);
  }
  const config = addBlob(tar, ociTypes.config, {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: await Promise.all(plain.map(digestOf)) },
  });
  const manifest = addBlob(tar, ociTypes.manifest, {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config,
    layers,
  });
  addJson(tar, 'index.json', { schemaVersion: 2, manifests: [manifest] });
  addJson(tar, 'oci-layout', { imageLayoutVersion: '1.0.0' });
  tar.finalize();
  await written;
  renameSync(draft, target);
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

function addBlob(tar: Pack, mediaType: string, value: object): Descriptor {
  const bytes = Buffer.from(JSON.stringify(value));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  tar.entry({ name: blobPath(digest) }, bytes);
  return { mediaType, digest, size: bytes.length };
}

function addJson(tar: Pack, name: string, value: object): void {
  tar.entry({ name }, Buffer.from(JSON.stringify(value)));
}

async function addFile(tar: Pack, name: string, file: string): Promise<void> {
  const entry = tar.entry({ name, size: statSync(file).size });
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), entry);
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return `sha256:${hash.digest('hex')}`;
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
