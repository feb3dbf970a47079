import type { UnionTree } from '../tree/union-tree.ts';

/** An image that can be searched. */
export interface CatalogImage {
  readonly tree: UnionTree;
  /** By position, the same number for layers that are the same; null for one that could not be read. */
  readonly layers: readonly (number | null)[];
}
