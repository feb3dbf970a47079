import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { ByteSpan } from './byte-span.ts';
import type { SparsePart } from './sparse.ts';

/**
 * The record a `TarParser` has just read, with pax and GNU extensions applied. One object is reused for all entries of
 * an archive and its spans point into a buffer that changes: whoever wants to keep something copies it.
 */
export class TarEntry {
  /**
   * The type letter of the header, one of `TypeLetter`, except that all forms of a file are `TypeLetter.file`, and a
   * file whose name ends with a slash is `TypeLetter.directory`. `contiguous` stays.
   */
  type = 0;
  /** The name as stored, not cleaned. */
  readonly name = new ByteSpan();
  readonly link = new ByteSpan();
  readonly userName = new ByteSpan();
  readonly groupName = new ByteSpan();
  /** Permission bits, 0 to 0o7777. */
  mode = 0;
  uid = 0;
  gid = 0;
  /** Milliseconds since 1970; may be negative or have a fraction. */
  modified = 0;
  /** Bytes of the content, for a sparse file with its holes. */
  size = 0;
  /** Bytes of the body in the tar without padding; for a sparse file of format 1.0 with its map. */
  storedBytes = 0;
  /** Offset of the first header that belongs to the entry, extended ones included. */
  offset = 0;
  /** Offset of the body. */
  body = 0;
  deviceMajor = 0;
  deviceMinor = 0;
  xattrs: readonly ExtendedAttribute[] | null = null;
  /** The stored parts of a sparse file; `null` when the body is the content. */
  sparse: readonly SparsePart[] | null = null;
  /**
   * For a sparse file: where its first stored part begins, counted from `body`. Not 0 while `sparse` is null: the map in
   * the body cannot be true, and a stream has passed these bytes.
   */
  dataStart = 0;
}
