import { maxChosenCharacters, maxChosenNodes, maxChosenPaths } from '../../../shared/model/view.ts';
import type { ChosenAmount, ChosenFiles, ChosenPaths } from '../../../shared/model/view.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { pathText } from '../tree/paths.ts';
import { bytesOf, inodeOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { ChosenNodes } from './chosen-nodes.ts';

/** What is taken with the chosen paths, by node. */
const taken = {
  /** Neither chosen nor in a chosen folder. */
  no: 0,
  /** As it stands after the range. */
  after: 1,
  /** As it stood before it went. */
  before: 2,
} as const;

/** What chosen paths come to; `visible` is 1 for a node that has a line. One pass over the nodes. */
export function chosenAmount(
  tree: UnionTree,
  changes: TreeChanges,
  chosen: ChosenNodes,
  visible: Uint8Array,
): ChosenAmount {
  const { flags } = chosen;
  if (flags === null) return { paths: 0, outOfSight: 0, bytes: 0 };
  const marks = takenNodes(tree, changes, chosen);
  const counted = new Set<number>();
  let bytes = 0;
  let outOfSight = 0;
  for (let node = 1; node < tree.nodeCount; node++) {
    const mark = marks[node];
    if (mark === taken.no) continue;
    if (flags[node] === 1 && visible[node] === 0) outOfSight++;
    const event = (mark === taken.after ? changes.after : changes.before).event[node]!;
    if (tree.linked[event] === 1 && tree.dataEntry[event] !== none) {
      const inode = inodeOf(tree, event);
      if (counted.has(inode)) continue;
      counted.add(inode);
    }
    bytes += bytesOf(tree, event);
  }
  return { paths: chosen.count, outOfSight, bytes };
}

/**
 * The chosen paths without those that come along with a folder above them. A path that is gone is one of its own: the
 * folder it was in is taken without it.
 */
export function chosenFiles(
  tree: UnionTree,
  changes: TreeChanges,
  chosen: ChosenNodes,
): ChosenFiles {
  const marks = takenNodes(tree, changes, chosen);
  const nodes: number[] = [];
  let removed = 0;
  for (const node of chosen.nodes()) {
    const mark = marks[node];
    if (mark === taken.after && marks[tree.parent[node]!] === taken.after) continue;
    if (nodes.length === maxChosenNodes) return { nodes: null, removed: 0 };
    nodes.push(node);
    if (mark === taken.before) removed++;
  }
  return { nodes, removed };
}

/** The first of the chosen paths as text. */
export function chosenPaths(tree: UnionTree, chosen: ChosenNodes, most: number): ChosenPaths {
  const paths: string[] = [];
  let characters = 0;
  for (const node of chosen.nodes()) {
    if (paths.length === Math.min(most, maxChosenPaths)) break;
    const path = pathText(tree, node);
    characters += path.length;
    if (characters > maxChosenCharacters) break;
    paths.push(path);
  }
  return { paths: paths.toSorted(), left: chosen.count - paths.length };
}

/** Marks the chosen nodes, and what is there of all that lies in them. */
function takenNodes(tree: UnionTree, changes: TreeChanges, chosen: ChosenNodes): Uint8Array {
  const { after, before } = changes;
  const marks = new Uint8Array(tree.nodeCount);
  const { flags } = chosen;
  if (flags === null) return marks;
  for (let node = 1; node < tree.nodeCount; node++) {
    if (flags[node] === 1) {
      marks[node] = after.event[node] === none ? taken.before : taken.after;
      continue;
    }
    const above = marks[tree.parent[node]!]!;
    if (above === taken.no) continue;
    const side = above === taken.after ? after : before;
    if (side.event[node] !== none) marks[node] = above;
  }
  return marks;
}
