import { isPresence, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** The events by which a layer puts paths there; what the root is like is no version of a path. */
export function presencesOf(
  tree: UnionTree,
  layer: number,
): { readonly from: number; readonly to: number } {
  let from = firstEventOf(tree, layer);
  // What a layer removes, it removes after all that it brings (`TreeBuilder`).
  const end = firstEventOf(tree, layer + 1);
  if (from < end && tree.eventNode[from] === 0) from++;
  let to = end;
  while (to > from && !isPresence(tree.eventKind[to - 1]!)) to--;
  return { from, to };
}

/** The first event of a layer or of one above it: events are in the order of their layers. */
function firstEventOf(tree: UnionTree, layer: number): number {
  let [low, high] = [0, tree.eventCount];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tree.eventLayer[middle]! < layer) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The events of one layer of an image that no version has been found for. */
export class LeftEvents {
  readonly #nodes: Uint32Array;
  readonly #from: number;
  /** By node, its event; `none` once a version has been found for it. */
  readonly #at: Uint32Array;
  #taken = 0;

  /** `nodes` are the paths of the events, which begin at `from`. `nodeCount` is 0 where none will be taken. */
  constructor(nodes: Uint32Array, from: number, nodeCount: number) {
    this.#nodes = nodes;
    this.#from = from;
    this.#at = new Uint32Array(nodeCount).fill(none);
    if (nodeCount > 0) for (const [place, node] of nodes.entries()) this.#at[node] = from + place;
  }

  at(node: number): number {
    return this.#at[node]!;
  }

  take(node: number): void {
    this.#at[node] = none;
    this.#taken++;
  }

  /** What is left; null for all. */
  events(): Uint32Array | null {
    if (this.#taken === 0) return null;
    const left = new Uint32Array(this.#nodes.length - this.#taken);
    let count = 0;
    for (const [place, node] of this.#nodes.entries()) {
      if (this.#at[node] === this.#from + place) left[count++] = this.#from + place;
    }
    return left;
  }
}
