import type { Digest } from '../../../shared/model/digest.ts';
import type { ImageDocuments } from '../../../shared/model/image.ts';
import type { LayerAvailability } from '../../../shared/model/layer.ts';
import type { SourceContents } from '../../../shared/model/source.ts';
import type { BlobLocation, FileIdentity } from '../bytes/blob-location.ts';

/** An opened source: its documents parsed, its blobs located, no layer read. Plain data, immutable. */
export interface Archive {
  readonly contents: SourceContents;
  /** Beside `contents.images`, by image key: what the engine needs and the renderer does not. */
  readonly images: ReadonlyMap<string, ArchiveImage>;
  /** Every blob that has a digest by its name or by a descriptor, for the proof that it is true. */
  readonly blobs: readonly ArchiveBlob[];
  /**
   * The document that lists all images in place of manifests of their own, as stored (`manifest.json` of a docker archive,
   * `repositories`); null in other formats. Here once: ten thousand images with a copy each would fill any memory when
   * they go from a thread to another.
   */
  readonly list: string | null;
  /** Identity of the opened file; null for a folder. */
  readonly identity: FileIdentity | null;
  /** A temporary file that holds the outer archive decompressed, to be removed when the source is closed. */
  readonly spool: string | null;
}

export interface ArchiveImage {
  readonly key: string;
  /** Without what `Archive.list` holds: `documentsOf` gives all. */
  readonly documents: ImageDocuments;
  /** Of the entry of an index that leads to the image; none in formats without an index. */
  readonly annotations: ReadonlyMap<string, string>;
  readonly layers: readonly ArchiveLayer[];
}

export interface ArchiveLayer {
  /** The member or blob that the manifest names. */
  readonly name: string;
  readonly availability: LayerAvailability;
  /** Where the stored bytes are; null unless the blob is in the archive. */
  readonly location: BlobLocation | null;
  /** What the config says the uncompressed tar hashes to. */
  readonly statedDiffId: Digest | null;
  readonly statedDigest: Digest | null;
  /** Hide eStargz's own entries (formats: descriptor annotation `containerd.io/snapshot/stargz/toc.digest`). */
  readonly stargz: boolean;
}

export interface ArchiveBlob {
  /** How the blob is called for the user: a member name or a path in the layout. */
  readonly name: string;
  readonly digest: Digest;
  /** The size a descriptor states; null where none does. */
  readonly statedBytes: number | null;
  readonly location: BlobLocation | null;
}

/** The documents of an image as they are shown. */
export function documentsOf({ list }: Archive, { documents }: ArchiveImage): ImageDocuments {
  return { ...documents, manifest: documents.manifest ?? list };
}
