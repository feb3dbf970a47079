import type { ChangeCounts } from './change.ts';
import type { Digest } from './digest.ts';

export const compressions = ['none', 'gzip', 'zstd', 'xz', 'bzip2'] as const;

/** Compression as found in the bytes; what a media type declares is never trusted. */
export type Compression = (typeof compressions)[number];

/** Why a layer's file tree cannot be shown, although the layer is listed. */
export type LayerAvailability =
  | 'available'
  | 'missing'
  | 'foreign'
  | 'encrypted'
  | 'unsupported'
  | 'not-a-layer';

/** One position in an image's stack. The same diffID may stand at several positions. */
export interface Layer {
  /** 0 for the lowest layer. */
  readonly index: number;
  readonly availability: LayerAvailability;
  /** Digest of the stored bytes as the manifest states it, where it does. */
  readonly digest: Digest | null;
  /** Hash of the uncompressed tar as the config states it, or as computed where it states none. */
  readonly diffId: Digest | null;
  readonly mediaType: string;
  /** Bytes in the archive; the declared size when the blob is not there; null when unknown. */
  readonly storedBytes: number | null;
  /** The instruction of the history step that made the layer, cleaned for reading; null when history does not tell. */
  readonly command: string | null;
  /** Where a foreign layer can be had, as the manifest says. Shown, never fetched. */
  readonly urls: readonly string[];
}

/** What reading a layer's tar told (second tier). */
export interface LayerFacts {
  readonly index: number;
  readonly compression: Compression;
  /** Bytes of the uncompressed tar, padding included. */
  readonly unpackedBytes: number;
  /** Sum of the sizes of the files the layer holds; a hard-linked file once. */
  readonly fileBytes: number;
  /** Tar entries, whiteouts included. */
  readonly entries: number;
  /** Against the union of the layers below. */
  readonly changes: ChangeCounts;
}
