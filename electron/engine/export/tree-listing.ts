import { EntryKind } from '../layer/layer-index.ts';
import { nodesInPathOrder } from '../tree/path-order.ts';
import { pathBytes } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { eventAt, isPresence, kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { ListingBuilder } from './listing-builder.ts';
import type { TreeListing } from './listing-builder.ts';

export type { TreeListing } from './listing-builder.ts';

/** Which paths of a tree are meant. */
export interface TreeSelection {
  readonly layer: number;
  /** Only what that layer itself holds, without its whiteouts. */
  readonly alone: boolean;
  /** Folders with all that is in them; the root is everything. */
  readonly nodes: readonly number[];
}

/**
 * Lists a selection. Paths are written from the folder on that all selected ones lie in: `etc/nginx` alone becomes
 * `nginx`. What is not there after the layer stands as the last layer before had it. A folder that no layer has an entry
 * for belongs to root and has mode 0755, as engines make it.
 *
 * @throws EngineError `limit-reached` when the paths are too long together.
 */
export function* listSelection(
  tree: UnionTree,
  selection: TreeSelection,
): Generator<void, TreeListing> {
  const points = yield* pointsOf(tree, selection);
  const start = pathBytes(tree, commonFolder(tree, selection.nodes)).length;
  const listing = new ListingBuilder(tree, start === 0 ? 0 : start + 1);
  const refused = yield* refusedOf(tree, points);
  let done = 0;
  for (const node of nodesInPathOrder(tree)) {
    if (++done % sliceNodes === 0) yield;
    const point = points[node]!;
    if (point === none) continue;
    if (refused[node] === 1) listing.refuse(node);
    else listing.add(node, presentAt(tree, node, point));
  }
  return listing.finish();
}

/** Marks what lies below a path that is meant to be something else than a folder. */
function* refusedOf(tree: UnionTree, points: Uint32Array): Generator<void, Uint8Array> {
  const refused = new Uint8Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const above = tree.parent[node]!;
    const isBelow = refused[above] === 1 || !canHold(tree, above, points[above]!);
    if (isBelow) refused[node] = 1;
  }
  return refused;
}

/** A path that is not meant itself stands for a folder. */
function canHold(tree: UnionTree, node: number, point: number): boolean {
  if (point === none) return true;
  return kindOf(tree, presentAt(tree, node, point)) === EntryKind.directory;
}

/** For every node that is meant the layer after which it is meant; `none` for the others. */
function* pointsOf(
  tree: UnionTree,
  { nodes, layer, alone }: TreeSelection,
): Generator<void, Uint32Array> {
  const points = new Uint32Array(tree.nodeCount).fill(none);
  for (const node of nodes) points[node] = lastThere(tree, node, layer);
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const above = points[tree.parent[node]!]!;
    if (points[node] === none && above !== none && presentAt(tree, node, above) !== none) {
      points[node] = above;
    }
  }
  points[0] = none;
  if (alone) yield* keepOwn(tree, layer, points);
  return points;
}

/** Of the paths that a layer left, only those that it has itself. */
function* keepOwn(tree: UnionTree, layer: number, points: Uint32Array): Generator<void> {
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    if (points[node] === none) continue;
    const event = presentAt(tree, node, layer);
    if (event === none || tree.eventLayer[event] !== layer) points[node] = none;
  }
}

/** The highest layer up to `layer` after which a path is there; `none` when there is none. */
function lastThere(tree: UnionTree, node: number, layer: number): number {
  let event = eventAt(tree, node, layer);
  if (node === 0 || (event !== none && isPresence(tree.eventKind[event]!))) return layer;
  let point = none;
  for (; event !== none && !isPresence(tree.eventKind[event]!); event = tree.older[event]!) {
    point = tree.eventLayer[event]! - 1;
  }
  return event === none ? none : point;
}

/** The nearest folder above all of them. */
function commonFolder(tree: UnionTree, nodes: readonly number[]): number {
  let common: number | null = null;
  for (const node of nodes) {
    const folder = node === 0 ? 0 : tree.parent[node]!;
    common = common === null ? folder : commonOfTwo(tree, common, folder);
  }
  return common ?? 0;
}

/** A parent has a lower number than its children, so the one with the higher number goes up. */
function commonOfTwo(tree: UnionTree, one: number, other: number): number {
  let [a, b] = [one, other];
  while (a !== b) {
    if (a > b) a = tree.parent[a]!;
    else b = tree.parent[b]!;
  }
  return a;
}
