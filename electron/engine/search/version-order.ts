import type { PathColumns } from '../tree/path-columns.ts';
import { none } from '../tree/union-tree.ts';
import { namePlaces } from '../view/name-order.ts';
import { placesByKey } from '../tree/sort-by-key.ts';

/**
 * The versions in the order of their paths: siblings by their names as in a view, a folder before what is in it, versions
 * of one path by their numbers. `nodes` are the paths by version.
 */
export function pathOrder(paths: PathColumns, nodes: Uint32Array): Uint32Array {
  const ranks = pathRanks(paths);
  const starts = new Uint32Array(ranks.length + 1);
  for (const node of nodes) starts[ranks[node]! + 1]!++;
  for (let rank = 0; rank < ranks.length; rank++) starts[rank + 1]! += starts[rank]!;
  const order = new Uint32Array(nodes.length);
  for (let version = 0; version < nodes.length; version++) {
    order[starts[ranks[nodes[version]!]!]!++] = version;
  }
  return order;
}

/** An order sorted once more by keys, by version; equal ones stay as they are. */
export function sortedByKey(order: Uint32Array, keys: Float64Array): Uint32Array {
  const places = placesByKey(Float64Array.from(order, (version) => keys[version]!));
  return places.map((place) => order[place]!);
}

/** By node, its place when folders are gone through in the order of names. */
function pathRanks({ arena, nameStart, parent, name }: PathColumns): Uint32Array {
  const { firstChild, nextSibling } = sortedChildren(parent, nodesByName(arena, nameStart, name));
  const ranks = new Uint32Array(parent.length);
  let rank = 0;
  for (let node = 0; ;) {
    ranks[node] = rank++;
    if (firstChild[node] !== none) {
      node = firstChild[node]!;
      continue;
    }
    while (node !== 0 && nextSibling[node] === none) node = parent[node]!;
    if (node === 0) return ranks;
    node = nextSibling[node]!;
  }
}

/** The nodes but the root, ordered by their names alone. */
function nodesByName(arena: Uint8Array, nameStart: Uint32Array, name: Uint32Array): Uint32Array {
  const rank = new Uint32Array(nameStart.length);
  namePlaces(arena, nameStart).forEach((place, at) => (rank[place] = at));
  const starts = new Uint32Array(nameStart.length + 1);
  for (let node = 1; node < name.length; node++) starts[rank[name[node]!]! + 1]!++;
  for (let at = 0; at < nameStart.length; at++) starts[at + 1]! += starts[at]!;
  const nodes = new Uint32Array(Math.max(0, name.length - 1));
  for (let node = 1; node < name.length; node++) nodes[starts[rank[name[node]!]!]!++] = node;
  return nodes;
}

/** The children of each folder in the order in which `nodes` has them. */
function sortedChildren(
  parent: Uint32Array,
  nodes: Uint32Array,
): { readonly firstChild: Uint32Array; readonly nextSibling: Uint32Array } {
  const firstChild = new Uint32Array(parent.length).fill(none);
  const nextSibling = new Uint32Array(parent.length).fill(none);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]!;
    const above = parent[node]!;
    nextSibling[node] = firstChild[above]!;
    firstChild[above] = node;
  }
  return { firstChild, nextSibling };
}
