import type { ChangeKind, ChangeReason } from './change.ts';
import type { EntryType, Owner } from './entry.ts';

/** A path that is not the same in two images, as a list of differences tells it. */
export interface ChangedPath {
  /** In B, or in A where B has nothing there. Without a leading slash; bytes that are not UTF-8 show as U+FFFD. */
  readonly path: string;
  /** The exact bytes in base64 where the path is not UTF-8, else null. */
  readonly pathBase64: string | null;
  readonly change: Exclude<ChangeKind, 'unchanged'>;
  readonly reasons: readonly ChangeReason[];
  /** For a moved file its path in A. A moved file is listed once, under its path in B. */
  readonly movedFrom: string | null;
  /**
   * Bytes by which the path makes B larger than A. A file with several names counts at one of them only, and what is no
   * file has none: over all paths the sum is the difference of the two images.
   */
  readonly growth: number;
  readonly a: ChangedPathSide | null;
  readonly b: ChangedPathSide | null;
}

export interface ChangedPathSide {
  readonly type: EntryType;
  /** Of the file itself; 0 for what is no file. */
  readonly bytes: number;
  readonly mode: number;
  readonly owner: Owner;
  /** Milliseconds since 1970; NaN where nobody says. */
  readonly modified: number;
  /** Target of a symbolic link. */
  readonly link: string | null;
}
