import { EntryKind } from '../layer/layer-index.ts';
import { runWhole, sliceNodes } from './slices.ts';
import { bytesOf, eventAt, inodeOf, isPresence, kindOf, none } from './union-tree.ts';
import type { UnionTree } from './union-tree.ts';

/** The union after one layer, node by node. */
export interface UnionState {
  /** The event that makes a node visible; `none` where it is not there. */
  readonly event: Uint32Array;
  /** Bytes of a file, or of all files below a folder; a file with several names counts at the first of them. */
  readonly bytes: Float64Array;
  /** Paths that are there, without the root. */
  readonly count: number;
  /** Where some of the paths share a file: their nodes by inode. */
  readonly sharedFiles: ReadonlyMap<number, readonly number[]>;
}

/** What is there after `layer`; after no layer at all for -1. One pass over the nodes. */
export function unionAfter(tree: UnionTree, layer: number): UnionState {
  return runWhole(unionInSlices(tree, layer));
}

/** As `unionAfter`, for callers that have other things to do in between. */
export function* unionInSlices(tree: UnionTree, layer: number): Generator<void, UnionState> {
  const event = new Uint32Array(tree.nodeCount).fill(none);
  const bytes = new Float64Array(tree.nodeCount);
  const sharedFiles = new Map<number, number[]>();
  let count = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const newest = eventAt(tree, node, layer);
    if (newest === none || !isPresence(tree.eventKind[newest]!)) continue;
    event[node] = newest;
    if (node !== 0) count++;
    if (tree.linked[newest] === 1 && !isFirstName(tree, node, newest, sharedFiles)) continue;
    bytes[node] = bytesOf(tree, newest);
  }
  // Children have higher numbers than their folder, so one pass down the numbers sums whole subtrees.
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    if (node % sliceNodes === 0) yield;
    if (event[node] !== none) bytes[tree.parent[node]!]! += bytes[node]!;
  }
  return { event, bytes, count, sharedFiles };
}

/** True for a folder that is there. */
export function isFolder(tree: UnionTree, state: UnionState, node: number): boolean {
  const event = state.event[node]!;
  return event !== none && kindOf(tree, event) === EntryKind.directory;
}

function isFirstName(
  tree: UnionTree,
  node: number,
  event: number,
  sharedFiles: Map<number, number[]>,
): boolean {
  if (tree.dataEntry[event] === none) return true;
  const inode = inodeOf(tree, event);
  const nodes = sharedFiles.get(inode);
  if (nodes === undefined) sharedFiles.set(inode, [node]);
  else nodes.push(node);
  return nodes === undefined;
}
