import type { ChangeReason } from './change.ts';

/**
 * Why bytes that a layer stores are not seen in the image.
 *
 * - `overwritten`: a higher layer has another file, or something else, at the path.
 * - `metadata`: a higher layer stores the same content again, as `chown`, `chmod` or `touch` in a step of its own do.
 * - `deleted-file`: a whiteout of its own. `deleted-folder`: a whiteout of a folder above it.
 * - `opaque`: a folder above it was made opaque. `replaced`: a folder above it became something else.
 * - `duplicate`: the same layer stores the path once more, or stores it where it leads nowhere.
 * - `not-shown`: book-keeping of a storage driver or of lazy pulling (AUFS, eStargz), which is never part of the tree.
 */
export const hiddenCauses = [
  'overwritten',
  'metadata',
  'deleted-file',
  'deleted-folder',
  'opaque',
  'replaced',
  'duplicate',
  'not-shown',
] as const;

export type HiddenCause = (typeof hiddenCauses)[number];

/**
 * What an image stores and does not show. All bytes are those that the contents of files take in the uncompressed tars
 * (of a sparse file its stored parts), a hard-linked file once; headers and padding are not counted.
 * `total` = `storedBytes` - `visibleBytes`, always.
 */
export interface Waste {
  readonly total: number;
  readonly storedBytes: number;
  readonly visibleBytes: number;
  readonly byCause: Readonly<Record<HiddenCause, number>>;
  /** Files that take bytes and are hidden. */
  readonly files: number;
  /** What each layer stores, from the lowest; their sums are those above. */
  readonly layers: readonly LayerWaste[];
  /** Most bytes first; at most `mostHiddenGroups`, the rest is in the sums alone. */
  readonly groups: readonly HiddenGroup[];
  readonly groupCount: number;
  /** Layers that could not be read; what they store is not counted. */
  readonly unreadLayers: readonly number[];
  readonly dive: DiveFigures;
}

/** Nothing but zeros for a layer that could not be read. */
export interface LayerWaste {
  readonly storedBytes: number;
  readonly hiddenBytes: number;
  /** Of the hidden bytes, those of each cause. */
  readonly byCause: Readonly<Record<HiddenCause, number>>;
}

export const mostHiddenGroups = 2000;

/** Hidden files that one layer stores and one other hides, for one cause. */
export interface HiddenGroup {
  readonly cause: HiddenCause;
  readonly storedIn: number;
  /** The same as `storedIn` for `duplicate` and `not-shown`. */
  readonly hiddenIn: number;
  /** The deepest folder that all of them lie in, or the path itself when there is one only. Without a leading slash. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** For `metadata`, what the copies changed: all that apply to any of them. Empty when nothing differs at all. */
  readonly reasons: readonly ChangeReason[];
}

export interface HiddenFile {
  /** Names the path inside its image; null for what is never in the tree. */
  readonly node: number | null;
  readonly path: string;
  readonly bytes: number;
  readonly cause: HiddenCause;
  readonly storedIn: number;
  readonly hiddenIn: number;
  readonly reasons: readonly ChangeReason[];
}

/**
 * What dive 0.12 computes for the same image, by its own rules: every copy of a path that is stored more than once
 * counts, the one that stays too; folders that are deleted or opaque do not.
 */
export interface DiveFigures {
  /** 0 to 1. */
  readonly efficiencyScore: number;
  readonly wastedBytes: number;
  /** Of the bytes above the first layer: 1 is all of them. NaN for an image of one layer, Infinity for 1000 of 0. */
  readonly userWastedPercent: number;
  /** Sums of the sizes that the headers of the entries name. */
  readonly sizeBytes: number;
  readonly userSizeBytes: number;
  /** Paths that are stored more than once, most bytes first; at most a thousand. */
  readonly inefficient: readonly {
    readonly path: string;
    readonly copies: number;
    readonly bytes: number;
  }[];
}
