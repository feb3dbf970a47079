import type { ConflictRule, ExportLoss } from '../../../shared/model/export.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import type { StoredLayer } from '../layer/content.ts';

export interface UnpackRequest {
  readonly listing: TreeListing;
  /** By their position in the stack; null for one that could not be read. */
  readonly layers: readonly (StoredLayer | null)[];
  /** The folder to unpack into. It is made when it is not there; the folder above it must be. */
  readonly folder: string;
  readonly rule: ConflictRule;
  /** Make devices and pipes, where that is allowed; otherwise they are left out and named. */
  readonly special: boolean;
}

export interface UnpackOptions {
  readonly isCancelled?: () => boolean;
  /** Bytes of contents so far, of all of them. */
  readonly progress?: (done: number, total: number) => void;
}

export type UnpackOutcome =
  | {
      readonly kind: 'done';
      /** Of the contents of files that were written. */
      readonly bytes: number;
      /** Everything that was made but folders. */
      readonly files: number;
      readonly losses: readonly ExportLoss[];
    }
  /** Nothing was done: names in the folder are taken. At most `namedConflicts` of them are named. */
  | { readonly kind: 'conflicts'; readonly count: number; readonly names: readonly string[] };

/** Most taken names that are told. */
export const namedConflicts = 1000;
