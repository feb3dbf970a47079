import type { ExtendedAttribute, Owner } from '../../../shared/model/entry.ts';
import type { Problem } from '../../../shared/model/problem.ts';

/** What an entry of a layer's tar does, as stored in `LayerIndex.kind`. */
export const EntryKind = {
  file: 0,
  directory: 1,
  symlink: 2,
  character: 3,
  block: 4,
  fifo: 5,
  /** Its link text names another path of the file system, cleaned like a path. */
  hardLink: 6,
  /** Removes `path` of the layers below. */
  whiteout: 7,
  /** Hides the children that the layers below gave to the folder `path`. */
  opaque: 8,
  /** Book-keeping of a storage driver (AUFS, eStargz): occupies bytes, not shown; hard links may lead to it. */
  hidden: 9,
} as const;

export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

/**
 * All entries of one layer in tar order, as columns: position i of each column is entry i. Immutable and free of
 * anything that depends on other layers, so it can be cached under the layer's diffID.
 */
export interface LayerIndex {
  readonly count: number;
  /** An `EntryKind`. */
  readonly kind: Uint8Array;
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: Uint16Array;
  /** Position in `owners`. */
  readonly owner: Uint32Array;
  /** Size of the content in bytes; for a sparse file the size with its holes; 0 for anything that is not a file. */
  readonly size: Float64Array;
  /** Milliseconds since 1970, may be negative or have a fraction. */
  readonly modified: Float64Array;
  /** Offset of the body in the uncompressed tar, in units of 512 bytes. */
  readonly body: Uint32Array;
  /** Entry i's path is `paths` from `pathStart[i]` to `pathStart[i + 1]`; length count + 1. */
  readonly pathStart: Uint32Array;
  /** Cleaned paths: no leading slash, no `.`, `..` or empty part; the root is empty. Raw bytes, usually UTF-8. */
  readonly paths: Uint8Array;
  /** Entry i's link text is `links` from `linkStart[i]` to `linkStart[i + 1]`; empty for what is no link. */
  readonly linkStart: Uint32Array;
  readonly links: Uint8Array;
  readonly owners: readonly Owner[];
  /** What only few entries have, by entry. */
  readonly extras: ReadonlyMap<number, EntryExtra>;
  /**
   * sha256 of the content of entry i at 32 * i, for kind `file`; all zero where it is not known. Null when no content
   * has been hashed: an uncompressed layer is listed without reading a body.
   */
  readonly contentHash: Uint8Array | null;
  /** Bytes of the uncompressed tar to its very end. */
  readonly unpackedBytes: number;
  readonly problems: readonly Problem[];
}

export interface EntryExtra {
  readonly xattrs?: readonly ExtendedAttribute[];
  readonly device?: { readonly major: number; readonly minor: number };
  readonly sparse?: SparseMap;
}

/** The parts of a sparse file that are stored, in order; everything between reads as zeros. */
export interface SparseMap {
  /** Bytes that the body occupies in the tar, without padding. */
  readonly storedBytes: number;
  /** Where the first stored part begins, counted from the body's offset (PAX 1.0 keeps its map before the data). */
  readonly dataStart: number;
  readonly parts: readonly { readonly offset: number; readonly length: number }[];
}
