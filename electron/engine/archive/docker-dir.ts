import { createHash } from 'node:crypto';
import { sha256Digest } from '../../../shared/model/digest.ts';
import type { Attachment } from '../../../shared/model/image.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { parseManifest } from '../image/manifest.ts';
import type { BlobStore } from './blob-store.ts';
import type { StoredDocument } from './documents.ts';
import type { ImageParts } from './image-parts.ts';
import { sortManifests, type LayoutContents } from './layout-contents.ts';
import type { FoundFile } from './lookup.ts';
import { ManifestWalk } from './manifest-walk.ts';
import type { Opening } from './opening.ts';

/** Signatures of one image: links of a hostile archive may all lead to one large file. */
const mostSignatures = 100;
/** One signature: what skopeo takes; usual are some hundreds of bytes. */
const signatureBytes = 4 * 1024 * 1024;

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
  const images: ImageParts[] = [];
  for (const image of contents.images) {
    const hex = image.manifestDigest?.slice('sha256:'.length) ?? '';
    const isTop = image.manifestDigest === manifest.digest;
    const signatures = await signaturesOf(isTop ? '' : `${hex}.`, opening);
    images.push({ ...image, attachments: [...image.attachments, ...signatures] });
  }
  return { ...contents, images };
}

/** `signature-1`, `signature-2` …; those of a list's manifests have its hex before. */
async function signaturesOf(prefix: string, opening: Opening): Promise<readonly Attachment[]> {
  const signatures: Attachment[] = [];
  for (let number = 1; number <= mostSignatures; number++) {
    await opening.pause();
    const file = opening.lookup.find(`${prefix}signature-${number}`);
    const signature = file === null ? null : signatureOf(file);
    if (signature === null) break;
    signatures.push(signature);
  }
  return signatures;
}

/** Null for a file that is too large to be one. */
function signatureOf(file: FoundFile): Attachment | null {
  if (file.location.length > signatureBytes) return null;
  const bytes = withBlob(file.location, (source) => readStart(source, signatureBytes));
  const digest = sha256Digest(createHash('sha256').update(bytes).digest('hex'));
  if (digest === null) return null;
  return { digest, kind: 'signature', type: 'signature', storedBytes: file.location.length };
}
