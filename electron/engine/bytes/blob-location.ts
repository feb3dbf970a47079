/**
 * Where a blob's stored bytes are. Plain data, so that it can be handed to a worker thread.
 * A location is only ever made by the engine from what it found while opening: never from text in an archive.
 */
export type BlobLocation = FileRange | InlineBytes;

/** `length` bytes from `offset` of a file. */
export interface FileRange {
  readonly kind: 'file';
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  /** Identity of the file when it was opened; a reader fails with `source-changed` when it has become another. */
  readonly identity: FileIdentity;
}

/** Bytes that a document carries itself (`data` of a descriptor). */
export interface InlineBytes {
  readonly kind: 'inline';
  readonly bytes: Uint8Array;
}

/** Tells whether a path still leads to the same unchanged file. Times in nanoseconds, as decimal text. */
export interface FileIdentity {
  readonly device: string;
  readonly inode: string;
  readonly size: number;
  readonly modified: string;
  readonly changed: string;
}
