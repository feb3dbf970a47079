import { EntryKind } from '../layer/layer-index.ts';
import { sliceNodes } from '../tree/slices.ts';
import { EventKind, inodeOf, kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** What one layer in place of several has to say, node by node; flags are 0 or 1. */
export interface SquashMarks {
  /** The event that makes a node visible after the last of them; `none` where it is not there. */
  readonly after: Uint32Array;
  /** It has an entry. */
  readonly listed: Uint8Array;
  /** A folder that hides what the layers below have in it. */
  readonly opaque: Uint8Array;
  /** What the layers below have there is removed. */
  readonly whiteout: Uint8Array;
  /** A folder with markers in it, or somewhere below it. */
  readonly markedBelow: Uint8Array;
  /** A hard link of these layers that leads nowhere. */
  readonly broken: Uint8Array;
}

/** Finds out what a layer has to say that stands for the layers `from` to `to`. Some passes over the nodes. */
export function* squashMarks(
  tree: UnionTree,
  from: number,
  to: number,
): Generator<void, SquashMarks> {
  const { nodeCount } = tree;
  const before = new Uint32Array(nodeCount);
  const after = new Uint32Array(nodeCount);
  const own = new Uint8Array(nodeCount);
  const broken = new Uint8Array(nodeCount);
  const lowerFiles = new Set<number>();
  for (let node = 0; node < nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    before[node] = from === 0 ? none : presentAt(tree, node, from - 1);
    const event = presentAt(tree, node, to);
    after[node] = event;
    if (event === none || tree.eventLayer[event]! < from) continue;
    if (kindOf(tree, event) === EntryKind.hardLink) {
      broken[node] = 1;
      after[node] = none;
      continue;
    }
    own[node] = 1;
    if (isOfLower(tree, event, from)) lowerFiles.add(inodeOf(tree, event));
  }
  if (lowerFiles.size > 0) {
    // A file of a layer below that got a further name here: all its names are kept together in this layer.
    for (let node = 0; node < nodeCount; node++) {
      if (node % sliceNodes === 0) yield;
      const event = after[node]!;
      if (event === none || tree.linked[event] !== 1) continue;
      if (lowerFiles.has(inodeOf(tree, event))) own[node] = 1;
    }
  }
  return yield* marksOf(tree, { before, after, own, broken });
}

function isOfLower(tree: UnionTree, event: number, from: number): boolean {
  return tree.dataEntry[event] !== none && tree.dataLayer[event]! < from;
}

interface Sides {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** These layers put there what is there after them. */
  readonly own: Uint8Array;
  readonly broken: Uint8Array;
}

/** Children have higher numbers than their folder, so what is below a node is known when it is looked at. */
function* marksOf(
  tree: UnionTree,
  { before, after, own, broken }: Sides,
): Generator<void, SquashMarks> {
  const { nodeCount, parent } = tree;
  const listed = new Uint8Array(nodeCount);
  const listedBelow = new Uint8Array(nodeCount);
  const keptBelow = new Uint8Array(nodeCount);
  const goneInside = new Uint8Array(nodeCount);
  const opaque = new Uint8Array(nodeCount);
  for (let node = nodeCount - 1; node >= 0; node--) {
    if (node % sliceNodes === 0) yield;
    const event = after[node]!;
    if (own[node] === 1) {
      // A folder that these layers only imply is left to what lies in it, as long as it is nothing below.
      const isImplied = tree.eventKind[event] === EventKind.implied;
      const isNeeded = before[node] !== none || listedBelow[node] === 0;
      if (!isImplied || isNeeded) listed[node] = 1;
      const isFolder =
        node !== 0 && isFolderAt(tree, before, node) && isFolderAt(tree, after, node);
      if (isFolder && keptBelow[node] === 0 && goneInside[node] === 1) opaque[node] = 1;
    }
    if (node === 0) break;
    const above = parent[node]!;
    if (listed[node] === 1 || listedBelow[node] === 1) listedBelow[above] = 1;
    const isKept = event !== none && own[node] === 0;
    if (isKept || keptBelow[node] === 1) keptBelow[above] = 1;
    if (event === none && before[node] !== none) goneInside[above] = 1;
  }
  const whiteout = new Uint8Array(nodeCount);
  const markedBelow = new Uint8Array(nodeCount);
  for (let node = nodeCount - 1; node >= 0; node--) {
    if (node % sliceNodes === 0) yield;
    if (opaque[node] === 1) markedBelow[node] = 1;
    if (node === 0) break;
    const above = parent[node]!;
    const isGone = after[node] === none && before[node] !== none;
    if (isGone && (above === 0 || isFolderAt(tree, after, above)) && opaque[above] === 0) {
      whiteout[node] = 1;
      markedBelow[above] = 1;
    }
    if (markedBelow[node] === 1) markedBelow[above] = 1;
  }
  // The folders above all that, where a layer has said what they are like.
  for (let node = 1; node < nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const event = after[node]!;
    const isAbove = markedBelow[node] === 1 || listedBelow[node] === 1;
    if (isAbove && event !== none && tree.dataEntry[event] !== none) listed[node] = 1;
  }
  return { after, listed, opaque, whiteout, markedBelow, broken };
}

function isFolderAt(tree: UnionTree, events: Uint32Array, node: number): boolean {
  if (node === 0) return true;
  const event = events[node]!;
  return event !== none && kindOf(tree, event) === EntryKind.directory;
}
