import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { JsonObject } from '../image/json.ts';

/** Images to be written into one archive. Plain data: it can be handed to a thread. */
export interface ExportSelection {
  readonly roots: readonly ExportRoot[];
}

/** What one entry of index.json leads to. */
export interface ExportRoot {
  /** The entry without a name. */
  readonly raw: JsonObject;
  readonly references: readonly string[];
  /** Everything below the entry that is there. */
  readonly blobs: readonly ExportBlob[];
  /** The image for formats that know one platform only; null when there is none (artifacts). */
  readonly image: ExportImage | null;
  /** It is only here because it is about another root: formats that cannot hold it leave it out. */
  readonly attached: boolean;
}

export interface ExportBlob {
  readonly digest: Digest;
  readonly bytes: number;
  readonly location: BlobLocation;
}

export interface ExportImage {
  readonly references: readonly string[];
  readonly config: ExportBlob;
  readonly layers: readonly ExportLayer[];
}

export interface ExportLayer extends ExportBlob {
  readonly mediaType: string;
  readonly diffId: Digest;
  readonly compression: Compression;
  /** Bytes of the uncompressed tar. */
  readonly unpackedBytes: number;
}
