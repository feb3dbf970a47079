import type { Grant } from './source.ts';

/**
 * Files of equal content that are stored more than once: under several paths, in several layers or in several images. A
 * layer that several images share is one layer, and a hard-linked file one copy: neither is a duplicate.
 */
export interface Duplicates {
  /** Most saved bytes first, at most `mostDuplicateGroups`. */
  readonly groups: readonly DuplicateGroup[];
  readonly groupCount: number;
  /** Of all groups: what is stored beyond one copy of each content. */
  readonly savedBytes: number;
  /** Files that were held against each other, and the bytes of them that had to be hashed. */
  readonly files: number;
  readonly hashedBytes: number;
  /** Layers whose contents could not be read. */
  readonly unreadLayers: number;
}

/** What is found where nothing is looked through. */
export const noDuplicates: Duplicates = {
  groups: [],
  groupCount: 0,
  savedBytes: 0,
  files: 0,
  hashedBytes: 0,
  unreadLayers: 0,
};

/** Smaller files are left out unless they are asked for: one copy of each saves next to nothing. */
export const leastDuplicateBytes = 1000;

export const mostDuplicateGroups = 1000;
export const mostDuplicateCopies = 100;

export interface DuplicateGroup {
  /** sha256 of the content in hex. */
  readonly hash: string;
  /** Bytes of one copy. */
  readonly bytes: number;
  readonly copyCount: number;
  /** What one copy instead of all would save: `bytes` for each further copy. */
  readonly savedBytes: number;
  /** At most `mostDuplicateCopies`, by image, layer and path. */
  readonly copies: readonly DuplicateCopy[];
}

export interface DuplicateCopy {
  readonly grant: Grant;
  readonly image: string;
  readonly node: number;
  readonly path: string;
  /** The layer that stores it. */
  readonly layer: number;
  /** Whether this copy is seen in the final view of that image. */
  readonly visible: boolean;
  /** How many of the images looked at have this layer. */
  readonly images: number;
}
