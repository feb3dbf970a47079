import { ChangeCode } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { isFolder } from '../tree/sums.ts';
import type { UnionState } from '../tree/sums.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** What a path itself adds to the sums of both sides, without what lies in it. */
export interface OwnBytes {
  readonly before: number;
  readonly after: number;
}

/**
 * Bytes of a file at one of its names only; none for a folder. A moved file has those of both sides where it is in B,
 * and none where it was in A: over all paths the sums are those of the two sides.
 */
export function ownBytes(tree: UnionTree, changes: TreeChanges, node: number): OwnBytes {
  const { before, after, change, movedTo } = changes;
  if (change[node] !== ChangeCode.moved) {
    return { before: bytesIn(tree, before, node), after: bytesIn(tree, after, node) };
  }
  const from = movedTo.get(node);
  if (from === undefined || after.event[node] === none) return { before: 0, after: 0 };
  return { before: bytesIn(tree, before, from), after: bytesIn(tree, after, node) };
}

function bytesIn(tree: UnionTree, state: UnionState, node: number): number {
  return node === 0 || isFolder(tree, state, node) ? 0 : state.bytes[node]!;
}
