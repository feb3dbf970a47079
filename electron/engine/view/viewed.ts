import type { StackRange } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { treeChanges } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** What a view shows: a stack of layers, or two images side by side. */
export interface Viewed {
  readonly tree: UnionTree;
  /** By event, the layer of its image that it comes from. */
  readonly origin: Uint16Array;
  /** How the tree differs between two points. @throws EngineError `arguments-invalid` for points it does not have. */
  readonly changes: (range: StackRange) => TreeChanges;
}

/** The stack of one image, between any two of its points. */
export function viewedStack(tree: UnionTree): Viewed {
  return {
    tree,
    origin: tree.eventLayer,
    changes: (range) => {
      if (range.from > range.to || range.to >= Math.max(tree.layers.length, 1)) {
        throw new EngineError('arguments-invalid', { from: range.from, to: range.to });
      }
      return treeChanges(tree, range);
    },
  };
}
