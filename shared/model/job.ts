import type { Grant } from './source.ts';

/** Work that may take longer than a moment. Every job can be cancelled. */
export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  readonly grant: Grant;
  /** Key of the image the job is about; null when it is about the whole source. */
  readonly image: string | null;
  /** Bytes done so far; `total` is null while it cannot be told. */
  readonly done: number;
  readonly total: number | null;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/**
 * `open`: read the documents. `read`: list the layers of an image. `prove`: recompute every digest.
 * `save`: write a file that the user takes out. `edit`: make a new image of another, and write or keep it. `load`: keep images in the library. `check`: look whether the library
 * is whole. `compare`: hold the files of two images against each other. `hash`: look for equal contents. `scan`: look
 * through contents for secrets. `packages`: find out what layers did to packages, and which files belong to them.
 */
export type JobKind =
  | 'open'
  | 'read'
  | 'prove'
  | 'save'
  | 'edit'
  | 'load'
  | 'check'
  | 'compare'
  | 'hash'
  | 'scan'
  | 'packages';

/** Why an operation could not be done. The words are in shared/i18n under `failure.CODE`. */
export interface Failure {
  readonly code: FailureCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export const failureCodes = [
  'not-found',
  'permission-denied',
  'not-readable',
  'not-an-image',
  'not-a-layer',
  'empty-file',
  'compression-unsupported',
  'source-changed',
  'source-closed',
  'image-unknown',
  'image-ambiguous',
  'image-incomplete',
  'reference-invalid',
  'change-invalid',
  'blob-damaged',
  'already-there',
  'base-lacks-layers',
  'base-packed-otherwise',
  'not-a-store',
  'store-busy',
  'store-damaged',
  'store-lock-lost',
  'view-unknown',
  'comparison-unknown',
  'entry-unknown',
  'layer-unavailable',
  'content-unavailable',
  'pattern-invalid',
  'pattern-slow',
  'disk-full',
  'not-writable',
  'limit-reached',
  'cancelled',
  'arguments-invalid',
  'engine-stopped',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];
