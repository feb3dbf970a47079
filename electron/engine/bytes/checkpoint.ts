/**
 * A place in a gzip stream where decoding can begin: the beginning of a member, or of a deflate block. A block begins at
 * any bit, and the decoder does not tell which: what was decoded around the place shows it.
 */
export interface Checkpoint {
  /** Offset in the stored bytes of a member's header, or of the first byte after those that the block before needed. */
  readonly position: number;
  /** Bytes decoded before the place. */
  readonly unpacked: number;
  /** Null at the beginning of a member. */
  readonly surroundings: Surroundings | null;
}

export interface Surroundings {
  /** What was decoded last before the place, as far as the data after it may refer to it. */
  readonly window: Uint8Array;
  /** The `aheadBytes` that were decoded next. */
  readonly ahead: Uint8Array;
}

/** How far deflate refers back (RFC 1951, 2). */
export const windowBytes = 32 * 1024;
/** Enough that nearly no other bit than the right one gives the same. */
export const aheadBytes = 1024;
/**
 * What the member holds after the place at least: more than a stored block has (RFC 1951, 3.2.4), so that such a block
 * there cannot be the last one.
 */
export const followingBytes = 64 * 1024;
