import type { ChangeKind, ChangeReason } from './change.ts';
import type { EntryAttributes, Removal } from './view.ts';

/** Everything that the layers of an image did to one path, oldest first. */
export interface FileLife {
  readonly node: number;
  /** Without a leading slash. */
  readonly path: string;
  readonly steps: readonly LifeStep[];
}

/**
 * What one layer did. `unchanged`: it stores the path once more without a difference.
 * `returned`: the path is there again after a layer below had removed it; its change is `added` then.
 */
export interface LifeStep {
  readonly layer: number;
  readonly change: Exclude<ChangeKind, 'moved'>;
  readonly returned: boolean;
  readonly reasons: readonly ChangeReason[];
  readonly removal: Removal | null;
  /** As it stands after this layer; null after a removal. */
  readonly attributes: EntryAttributes | null;
  /**
   * Entries that the layer's tar holds for the path before the one that counts, and the bytes of their contents: nobody
   * who unpacks the layer ever sees them, so they are no versions.
   */
  readonly earlier: { readonly entries: number; readonly bytes: number };
  /** Bytes by which the version is larger than the one before; negative for a smaller one. What is gone, or no file, has none. */
  readonly grownBytes: number;
}
