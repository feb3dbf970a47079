import type { Digest } from '../../../shared/model/digest.ts';
import type { Artifact, Attachment } from '../../../shared/model/image.ts';
import { attachmentOf } from './attachments.ts';
import type { BlobStore } from './blob-store.ts';
import type { ImageParts } from './image-parts.ts';
import { artifactOf, isArtifact, manifestParts } from './manifest-parts.ts';
import type { FoundManifest } from './manifest-walk.ts';
import type { Opening } from './opening.ts';

export interface LayoutContents {
  readonly images: readonly ImageParts[];
  readonly artifacts: readonly Artifact[];
}

/**
 * Sorts the manifests of a layout or a `dir:` into images, what is attached to them, and artifacts. A BuildKit
 * attestation whose image is there is only attached; signatures and other referrers are listed as artifacts as well.
 */
export async function sortManifests(
  manifests: readonly FoundManifest[],
  blobs: BlobStore,
  opening: Opening,
): Promise<LayoutContents> {
  const targets = new Set<Digest>();
  const images: FoundManifest[] = [];
  const others = new Set<FoundManifest>();
  for (const found of manifests) {
    if (isArtifact(found.manifest) || found.subject?.kind === 'attestation') {
      others.add(found);
    } else {
      images.push(found);
      for (const digest of targetsOf(found)) targets.add(digest);
    }
  }
  const attached = new Map<Digest, Attachment[]>();
  const artifacts: Artifact[] = [];
  for (const found of manifests) {
    await opening.pause();
    const claim = attachmentOf(found, blobs);
    if (claim !== null) {
      const list = attached.get(claim.subject);
      if (list === undefined) attached.set(claim.subject, [claim.attachment]);
      else list.push(claim.attachment);
    }
    const isAttached = claim !== null && targets.has(claim.subject);
    if (!others.has(found)) continue;
    if (isAttached && found.subject?.kind === 'attestation') continue;
    const artifact = artifactOf(found, `artifact:${found.digest ?? found.document.name}`, blobs);
    if (artifact !== null) artifacts.push(artifact);
  }
  const parts: ImageParts[] = [];
  for (const found of images) {
    await opening.pause();
    const attachments = targetsOf(found).flatMap((digest) => attached.get(digest) ?? []);
    parts.push({ ...manifestParts(found, blobs, opening), attachments });
  }
  return { images: parts, artifacts };
}

/** A signature may be about one platform's manifest or about the whole index. */
function targetsOf(found: FoundManifest): readonly Digest[] {
  return found.digest === null ? found.indexes : [found.digest, ...found.indexes];
}
