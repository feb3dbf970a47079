import { createHash } from 'node:crypto';
import { sha256Digest } from '../../../shared/model/digest.ts';
import type { Attachment } from '../../../shared/model/image.ts';
import { limits } from '../bytes/limits.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { parseManifest } from '../image/manifest.ts';
import type { BlobStore } from './blob-store.ts';
import type { StoredDocument } from './documents.ts';
import { sortManifests, type LayoutContents } from './layout-contents.ts';
import type { FoundFile } from './lookup.ts';
import { ManifestWalk } from './manifest-walk.ts';
import type { Opening } from './opening.ts';

/** Whether manifest.json is the one of a `dir:`: an object with the shape of a manifest, not a list of images. */
export function isDockerDir(manifest: StoredDocument | null): boolean {
  return manifest !== null && parseManifest(manifest.value) !== null;
}

/** Reads what skopeo and podman write with `dir:`: manifest.json is the manifest or list, blobs lie beside it. */
export async function readDockerDir(
  manifest: StoredDocument,
  blobs: BlobStore,
  opening: Opening,
): Promise<LayoutContents> {
  const walk = new ManifestWalk(opening, blobs);
  await walk.walkDocument(manifest);
  const contents = await sortManifests(walk.manifests, blobs, opening);
  const images = contents.images.map((image) => {
    const hex = image.manifestDigest?.slice('sha256:'.length) ?? '';
    const isTop = image.manifestDigest === manifest.digest;
    const signatures = isTop ? signaturesOf('', opening) : signaturesOf(`${hex}.`, opening);
    return { ...image, attachments: [...image.attachments, ...signatures] };
  });
  return { ...contents, images };
}

/** `signature-1`, `signature-2` …; those of a list's manifests have its hex before. */
function signaturesOf(prefix: string, opening: Opening): readonly Attachment[] {
  const signatures: Attachment[] = [];
  for (let number = 1; number <= limits.manifests; number++) {
    const file = opening.lookup.find(`${prefix}signature-${number}`);
    const signature = file === null ? null : signatureOf(file);
    if (signature === null) break;
    signatures.push(signature);
  }
  return signatures;
}

function signatureOf(file: FoundFile): Attachment | null {
  const bytes = withBlob(file.location, (source) => readStart(source, limits.jsonBytes));
  const digest = sha256Digest(createHash('sha256').update(bytes).digest('hex'));
  if (digest === null) return null;
  return { digest, kind: 'signature', type: 'signature', storedBytes: file.location.length };
}
