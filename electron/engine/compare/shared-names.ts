import type { UnionState } from '../tree/sums.ts';
import { kindOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { EntryKind } from '../layer/layer-index.ts';

/**
 * The paths that are one file with another path than on the other side. Looked at are the paths that are files on both
 * sides; each stands for the file by the first of them that is the same file. So when two names become two files, the
 * second of them is answered, and it is the one whose bytes are counted now and were not before.
 */
export function sharedNames(
  tree: UnionTree,
  before: UnionState,
  after: UnionState,
): readonly number[] {
  const firstBefore = firstNames(tree, before, after);
  const firstAfter = firstNames(tree, after, before);
  const nodes = new Set([...firstBefore.keys(), ...firstAfter.keys()]);
  return [...nodes].filter(
    (node) => (firstBefore.get(node) ?? node) !== (firstAfter.get(node) ?? node),
  );
}

/** For each name of a file with several the first of them, of those that are files in the other state as well. */
function firstNames(
  tree: UnionTree,
  state: UnionState,
  other: UnionState,
): ReadonlyMap<number, number> {
  const firsts = new Map<number, number>();
  for (const nodes of state.sharedFiles.values()) {
    let first = none;
    for (const node of nodes) {
      if (!isFile(tree, other, node)) continue;
      if (first === none) first = node;
      firsts.set(node, first);
    }
  }
  return firsts;
}

function isFile(tree: UnionTree, state: UnionState, node: number): boolean {
  const event = state.event[node]!;
  return event !== none && kindOf(tree, event) !== EntryKind.directory;
}
