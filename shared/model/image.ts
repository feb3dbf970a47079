import type { Digest } from './digest.ts';
import type { HistoryStep } from './history.ts';
import type { Layer } from './layer.ts';
import type { Platform } from './platform.ts';

/** An image as the archive's documents describe it (first tier: no layer has been read). */
export interface Image {
  /** Names the image inside its source: stable over re-opening, not shown. */
  readonly key: string;
  /** Digest of the config's bytes as stored; null for an image without a config (root file system tar, broken archive). */
  readonly id: Digest | null;
  /** Digest of the manifest's bytes; null for docker archives, whose manifest is not content-addressed. */
  readonly manifestDigest: Digest | null;
  /** Names as Docker lists them, in the order found: `alpine:3.20`, `quay.io/me/app:1`; a bare tag where a layout says no more. */
  readonly references: readonly string[];
  readonly platform: Platform;
  /** RFC 3339 text as stored; null when absent. */
  readonly created: string | null;
  readonly layers: readonly Layer[];
  readonly history: readonly HistoryStep[];
  /** Manifests that speak about this image: BuildKit attestations, signatures, SBOMs. */
  readonly attachments: readonly Attachment[];
  /** False when a document or a layer blob is not in the archive. */
  readonly complete: boolean;
}

/** A manifest attached to an image by digest. */
export interface Attachment {
  readonly digest: Digest;
  readonly kind: 'attestation' | 'signature' | 'referrer';
  readonly type: string;
  readonly storedBytes: number;
}

/** A manifest that is not a container image: a Helm chart, a wasm module, a cosign signature … */
export interface Artifact {
  readonly key: string;
  readonly digest: Digest | null;
  readonly references: readonly string[];
  readonly type: string;
  readonly blobs: readonly ArtifactBlob[];
}

export interface ArtifactBlob {
  readonly digest: Digest | null;
  readonly mediaType: string;
  readonly title: string;
  readonly storedBytes: number | null;
  readonly available: boolean;
}

/** The JSON documents of an image exactly as stored, decoded as UTF-8 for showing. */
export interface ImageDocuments {
  readonly manifest: string | null;
  readonly config: string | null;
}
