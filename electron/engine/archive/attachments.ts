import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { Attachment } from '../../../shared/model/image.ts';
import type { BlobStore } from './blob-store.ts';
import { artifactType } from './manifest-parts.ts';
import type { FoundManifest } from './manifest-walk.ts';

/** An attachment and the manifest or index it is about. */
export interface FoundAttachment {
  readonly subject: Digest;
  readonly attachment: Attachment;
}

const predicateAnnotation = 'in-toto.io/predicate-type';

/** cosign names its manifests by what they are about: `sha256-<hex>.sig`; sylabs puts `_cosign:` before. */
const cosignName = /(?:^|[:/])(sha256)-([0-9a-f]{64})\.(sig|att|sbom)$/;

/**
 * What a manifest is attached to: by BuildKit's annotations, by `subject` (OCI image-spec, manifest.md), by
 * containerd's annotation for exported referrers, or by cosign's naming. Null when it stands for itself.
 */
export function attachmentOf(found: FoundManifest, blobs: BlobStore): FoundAttachment | null {
  const { manifest, digest } = found;
  if (digest === null || manifest.kind === 'schema-1') return null;
  const claim = claimOf(found);
  if (claim === null) return null;
  let storedBytes = found.document.bytes;
  const predicates = new Set<string>();
  for (const descriptor of [
    ...(manifest.config === null ? [] : [manifest.config]),
    ...manifest.layers,
  ]) {
    const blob = blobs.find(descriptor);
    if (descriptor.digest !== null) blobs.note(descriptor.digest, descriptor.size, blob);
    storedBytes += blob?.bytes ?? 0;
    const predicate = descriptor.annotations.get(predicateAnnotation);
    if (predicate !== undefined) predicates.add(predicate);
  }
  const type = predicates.size > 0 ? [...predicates].join(', ') : artifactType(found, manifest);
  return { subject: claim.subject, attachment: { digest, kind: claim.kind, type, storedBytes } };
}

function claimOf(found: FoundManifest): { subject: Digest; kind: Attachment['kind'] } | null {
  if (found.subject !== null && found.subject.digest !== null) {
    return { subject: found.subject.digest, kind: found.subject.kind };
  }
  for (const name of found.references) {
    const match = cosignName.exec(name);
    const subject = match === null ? null : parseDigest(`${match[1]}:${match[2]}`);
    if (subject !== null) return { subject, kind: cosignKind(match?.[3] ?? '') };
  }
  return null;
}

function cosignKind(ending: string): Attachment['kind'] {
  if (ending === 'sig') return 'signature';
  return ending === 'att' ? 'attestation' : 'referrer';
}
