import { childListsInSlices } from '../tree/child-lists.ts';
import { GrowingUint32 } from '../tree/growing-column.ts';
import type { NameTable } from '../tree/name-table.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import { RepeatedLog } from '../tree/repeated-log.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { PairColumns } from './pair-columns.ts';
import { pairClasses, pairLayers } from './pair-layers.ts';
import type { KeyedTree, LayerSource } from './pair-layers.ts';
import { presenceAt } from './pair-presence.ts';
import type { PresencePoint } from './pair-presence.ts';

/** One side of a comparison. */
export interface PairSource extends KeyedTree, PresencePoint {}

/**
 * The paths of two images in one tree, as if they were two layers: what a path is in A are its events of layer 0, what
 * it is in B those of layer 1, and a path that B lacks is removed there. So whatever reads a stack between two points
 * reads the difference of two images: `treeChanges(tree, { from: 0, to: 1 })`.
 *
 * `tree.layers` holds the layers of both images, those that both have once: a file of a shared layer is the same file
 * on both sides, and nothing of it needs to be compared. Paths of both sides have lower numbers than those of one, so
 * that a file with several names counts at one that both sides have, where there is one.
 */
export interface PairTree {
  readonly tree: UnionTree;
  /** By node, the node of the path in the image's own tree; `none` where that side does not have it. */
  readonly nodeA: Uint32Array;
  readonly nodeB: Uint32Array;
  /** By event, the layer of its own image that it comes from. */
  readonly origin: Uint16Array;
  /** By position in `tree.layers`, where the layer can be read. */
  readonly sources: readonly LayerSource[];
  /** True for two points of one tree: all contents have been compared already. */
  readonly isOneTree: boolean;
  /** By number of a name in B's tree its number in `tree.names`. */
  readonly namesOfB: Uint32Array;
}

/**
 * Lays the trees of two images over each other. Costs one pass over both; yields now and then, as
 * `TreeBuilder.addLayer` does. With `like`, a pair of the same two images at other points, what is known from that one
 * is known here: names, and which contents are equal.
 */
export function* pairTrees(
  a: PairSource,
  b: PairSource,
  like?: PairTree,
): Generator<void, PairTree> {
  const layers = pairLayers(a, b);
  const names: CommonNames =
    like === undefined
      ? yield* commonNames(a.tree, b.tree)
      : { table: like.tree.names, ofB: like.namesOfB };
  const columns = new PairColumns(
    { tree: a.tree, presence: yield* presenceAt(a), place: layers.placeA, layer: a.layer },
    { tree: b.tree, presence: yield* presenceAt(b), place: layers.placeB, layer: b.layer },
  );
  yield* addPaths(columns, names);
  const { nodes, events, nodeA, nodeB, origin } = yield* columns.finish();
  const tree: UnionTree = {
    layers: like?.tree.layers ?? layers.layers,
    names: names.table,
    ...nodes,
    ...(yield* childListsInSlices(nodes.parent)),
    ...events,
    contentClasses: like?.tree.contentClasses ?? pairClasses(layers, a.tree, b.tree),
    repeated: new RepeatedLog().columns(),
    problems: [],
  };
  return {
    tree,
    nodeA,
    nodeB,
    origin,
    sources: layers.sources,
    isOneTree: a.tree === b.tree,
    namesOfB: names.ofB,
  };
}

interface CommonNames {
  readonly table: NameTable;
  /** By number of a name in B's tree its number in `table`. Those of A's tree are the same there. */
  readonly ofB: Uint32Array;
}

function* commonNames(a: UnionTree, b: UnionTree): Generator<void, CommonNames> {
  const { names } = b;
  const ofB = new Uint32Array(names.count);
  if (a.names === names) return { table: names, ofB: ofB.map((_, id) => id) };
  const table = a.names.copy();
  const { arena } = names;
  for (let id = 0; id < ofB.length; id++) {
    if (id % sliceNodes === 0) yield;
    ofB[id] = table.intern(arena, names.startOf(id), names.endOf(id));
  }
  return { table, ofB };
}

/** Paths to be added later: a folder of the pair tree, and a child of it in one of the trees. */
class PathList {
  readonly #folders = new GrowingUint32(1 << 10);
  readonly #nodes = new GrowingUint32(1 << 10);

  push(folder: number, node: number): void {
    this.#folders.push(folder);
    this.#nodes.push(node);
  }

  *all(): Generator<readonly [folder: number, node: number], void> {
    for (let at = 0; at < this.#nodes.length; at++) {
      yield [this.#folders.at(at), this.#nodes.at(at)];
    }
  }
}

/** Paths of both sides first, folder by folder, then those of A alone, then those of B alone. */
function* addPaths(columns: PairColumns, names: CommonNames): Generator<void> {
  const { a, b } = columns;
  const aloneA = new PathList();
  const aloneB = new PathList();
  /** By name, the child that A has in the folder at hand and that B has not been seen to have. */
  const childOfA = new Uint32Array(names.table.count).fill(none);
  let steps = 0;
  columns.add(none, none, 0, 0);
  for (let folder = 0; folder < columns.count; folder++) {
    if (steps++ % sliceNodes === 0) yield;
    const inA = columns.nodeA.at(folder);
    for (let child = a.first(inA); child !== none; child = a.next(child)) {
      if (steps++ % sliceNodes === 0) yield;
      childOfA[a.tree.name[child]!] = child;
    }
    for (let child = b.first(columns.nodeB.at(folder)); child !== none; child = b.next(child)) {
      if (steps++ % sliceNodes === 0) yield;
      const name = names.ofB[b.tree.name[child]!]!;
      const same = childOfA[name]!;
      if (same === none) aloneB.push(folder, child);
      else columns.add(folder, name, same, child);
      childOfA[name] = none;
    }
    for (let child = a.first(inA); child !== none; child = a.next(child)) {
      if (steps++ % sliceNodes === 0) yield;
      const name = a.tree.name[child]!;
      if (childOfA[name] !== none) aloneA.push(folder, child);
      childOfA[name] = none;
    }
  }
  const firstOfA = columns.count;
  for (const [folder, node] of aloneA.all()) {
    if (steps++ % sliceNodes === 0) yield;
    columns.add(folder, a.tree.name[node]!, node, none);
  }
  for (let folder = firstOfA; folder < columns.count; folder++) {
    if (steps++ % sliceNodes === 0) yield;
    for (let child = a.first(columns.nodeA.at(folder)); child !== none; child = a.next(child)) {
      if (steps++ % sliceNodes === 0) yield;
      columns.add(folder, a.tree.name[child]!, child, none);
    }
  }
  const firstOfB = columns.count;
  for (const [folder, node] of aloneB.all()) {
    if (steps++ % sliceNodes === 0) yield;
    columns.add(folder, names.ofB[b.tree.name[node]!]!, none, node);
  }
  for (let folder = firstOfB; folder < columns.count; folder++) {
    if (steps++ % sliceNodes === 0) yield;
    for (let child = b.first(columns.nodeB.at(folder)); child !== none; child = b.next(child)) {
      if (steps++ % sliceNodes === 0) yield;
      columns.add(folder, names.ofB[b.tree.name[child]!]!, none, child);
    }
  }
}
