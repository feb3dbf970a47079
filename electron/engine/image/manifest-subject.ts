import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { Descriptor } from './descriptor.ts';
import type { ImageManifest } from './manifest.ts';
import type { SchemaOneManifest } from './schema-one.ts';

/** What a manifest is about, when it is attached to another one. */
export interface ManifestSubject {
  /** Null when what stands there is no digest. */
  readonly digest: Digest | null;
  readonly kind: 'attestation' | 'referrer';
}

const annotation = {
  referenceType: 'vnd.docker.reference.type',
  referenceDigest: 'vnd.docker.reference.digest',
  containerdSubject: 'io.containerd.manifest.subject',
} as const;

/**
 * By BuildKit's annotations for attestations, by `subject` (OCI image-spec, manifest.md), or by containerd's annotation
 * for exported referrers; null for a manifest that stands for itself.
 */
export function subjectOf(
  { annotations }: Descriptor,
  manifest: ImageManifest | SchemaOneManifest,
): ManifestSubject | null {
  if (annotations.get(annotation.referenceType) === 'attestation-manifest') {
    const digest = parseDigest(annotations.get(annotation.referenceDigest));
    return { digest, kind: 'attestation' };
  }
  const stated = manifest.kind === 'image' ? manifest.subject : null;
  const digest = stated ?? parseDigest(annotations.get(annotation.containerdSubject));
  return digest === null ? null : { digest, kind: 'referrer' };
}
