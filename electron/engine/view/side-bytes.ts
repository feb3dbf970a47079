import { typeOf, kindOf, bytesOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { UnionState } from '../tree/sums.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';

/** What a line says that a path had before: bytes of the file or of all files below; null where it was not there. */
export function bytesBefore(tree: UnionTree, changes: TreeChanges, node: number): number | null {
  return lineBytes(tree, changes.before, node);
}

/** As `bytesBefore`, for what a path has afterwards. */
export function bytesAfter(tree: UnionTree, changes: TreeChanges, node: number): number | null {
  return lineBytes(tree, changes.after, node);
}

/** A folder counts a file with several names once; a line of its own says how large the file is under each. */
function lineBytes(tree: UnionTree, state: UnionState, node: number): number | null {
  const event = state.event[node]!;
  if (event === none) return null;
  return typeOf(kindOf(tree, event)) === 'file' ? bytesOf(tree, event) : state.bytes[node]!;
}
