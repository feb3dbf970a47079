/**
 * A finding about the data. Problems never stop the reading of the rest: they are shown beside it.
 * The words for a code are in shared/i18n under `problem.CODE` (one line) and `problem.CODE.meaning` (what it means
 * for the user); `values` fills their placeholders.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly where: ProblemPlace;
  readonly values: Readonly<Record<string, string | number>>;
}

/** `error`: something is missing or wrong. `warning`: readable, but engines may differ. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** The narrowest place that is known. All parts are optional. */
export interface ProblemPlace {
  /** A member of the outer archive, or a file of the layout folder. */
  readonly member?: string;
  /** The image's key inside its source. */
  readonly image?: string;
  /** Position of the layer in its image, 0 for the lowest. */
  readonly layer?: number;
  /** Path inside the layer, without a leading slash. */
  readonly path?: string;
}

export const problemCodes = [
  // the outer archive
  'archive-truncated',
  'archive-trailing-data',
  'archive-damaged',
  'archive-wrapped',
  'member-duplicate',
  'member-link-broken',
  'member-link-loop',
  'member-sparse',
  'source-changed',
  'source-unreadable',
  // documents
  'json-invalid',
  'json-too-large',
  'layout-missing',
  'layout-version',
  'index-depth',
  'index-cycle',
  'manifest-missing',
  'manifest-invalid',
  'config-missing',
  'config-invalid',
  'media-type-wrong',
  'descriptions-differ',
  'history-mismatch',
  'diff-ids-mismatch',
  'platform-absent',
  // blobs
  'blob-missing',
  'blob-size-mismatch',
  'blob-digest-mismatch',
  'blob-digest-unknown-algorithm',
  'diff-id-mismatch',
  'layer-foreign',
  'layer-encrypted',
  'layer-unsupported',
  'layer-truncated',
  'layer-damaged',
  'layer-trailing-data',
  // entries of a layer
  'tar-checksum',
  'tar-lone-zero-block',
  'tar-header-invalid',
  'tar-pax-invalid',
  'tar-type-unknown',
  'tar-contiguous',
  'path-escapes',
  'path-duplicate',
  'path-not-utf8',
  'path-under-whiteout',
  'path-under-file',
  'path-under-symlink',
  'whiteout-invalid',
  'whiteout-of-nothing',
  'device-zero',
  'hard-link-lower',
  'hard-link-broken',
  'symlink-loop',
  'limit-reached',
  // the layer store
  'store-index-damaged',
  'store-leftover',
  'store-foreign-file',
  'store-records-damaged',
  'store-unreferenced',
] as const;

/** Findings whose value `field` names the limit that was met, as `LAYERSCOPE_LIMITS` does, and `limit` its number. */
export const limitCodes: ReadonlySet<ProblemCode> = new Set([
  'limit-reached',
  'json-too-large',
  'index-depth',
]);

export type ProblemCode = (typeof problemCodes)[number];
