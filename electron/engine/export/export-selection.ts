import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { JsonObject } from '../image/json.ts';
import type { DeltaDocument } from '../image/delta-document.ts';

/** Images to be written into one archive. Plain data: it can be handed to a thread. */
export interface ExportSelection {
  readonly roots: readonly ExportRoot[];
  /** What a delta says of itself, to lie beside the images (`deltaFile`); absent for what is whole. */
  readonly delta?: DeltaDocument;
}

/** What entries of index.json lead to. */
export interface ExportRoot {
  /** All entries that lead there: what each says beside its names is its own. */
  readonly entries: readonly ExportEntry[];
  /** Everything below the entry that is there. */
  readonly blobs: readonly ExportBlob[];
  /** The image for formats that know one platform only; null when there is none (artifacts). */
  readonly image: ExportImage | null;
  /** It is only here because it is about another root: formats that cannot hold it leave it out. */
  readonly attached: boolean;
}

/** An entry of index.json, to be written once for each of its names; once without a name when it has none. */
export interface ExportEntry {
  /** Without a name. */
  readonly raw: JsonObject;
  readonly references: readonly string[];
}

export interface ExportBlob {
  readonly digest: Digest;
  readonly bytes: number;
  readonly location: BlobLocation;
  /** How the blob is packed where it lies; `none` for one that lies there byte for byte. */
  readonly packed: Compression;
}

export interface ExportImage {
  readonly references: readonly string[];
  readonly config: ExportBlob;
  readonly layers: readonly ExportLayer[];
  /** For a delta as a docker archive: how many of the lowest layers are only named; absent for none. */
  readonly lacking?: number;
}

export interface ExportLayer extends ExportBlob {
  readonly mediaType: string;
  readonly diffId: Digest;
  /** Of the blob itself. */
  readonly compression: Compression;
  /** Bytes of the uncompressed tar; null where nobody has counted them. */
  readonly unpackedBytes: number | null;
}
