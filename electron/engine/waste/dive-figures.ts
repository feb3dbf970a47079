import type { DiveFigures } from '../../../shared/model/waste.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { NodeStore } from '../tree/node-store.ts';
import { pathText } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { divePaths } from './dive-paths.ts';
import type { DivePaths } from './dive-paths.ts';
import { DiveStack } from './dive-stack.ts';
import type { DiveLayer } from './dive-stack.ts';
import { isAfter } from './dive-order.ts';

/** Paths of `DiveFigures.inefficient` that are named. */
const mostInefficient = 1000;
/** The least size of a path that dive has met and counted nothing for. */
const unknownSize = -1;

/**
 * What dive computes for the layers of an image (`Efficiency`, efficiency.go; `Analyze`, analysis.go). The leaves of
 * every layer's own tree count: files, links, empty folders and whiteouts, these under the path they remove. `indexes`
 * are those of `tree` with their paths; a layer that could not be read counts as empty.
 */
export function* diveFigures(
  tree: UnionTree,
  indexes: readonly (LayerIndex | null)[],
): Generator<void, DiveFigures> {
  const paths = yield* divePaths(tree, indexes);
  const sums = new PathSums(paths);
  const stack = new DiveStack(paths);
  let [sizeBytes, userSizeBytes] = [0, 0];
  for (const [number, index] of indexes.entries()) {
    if (index === null) continue;
    const layer = yield* stack.begin(number, index, paths.places[number]!);
    if (number === 0) yield* stack.copy(layer);
    yield* countLeaves(stack, layer, paths, sums);
    yield* stack.add(layer);
    const bytes = yield* headerBytes(index);
    sizeBytes += bytes;
    if (number > 0) userSizeBytes += bytes;
  }
  return yield* sums.figures(sizeBytes, userSizeBytes);
}

/** The leaves come in the order of their names, and dive leaves a layer at the first whiteout of nothing. */
function* countLeaves(
  stack: DiveStack,
  layer: DiveLayer,
  { nodes, target }: DivePaths,
  sums: PathSums,
): Generator<void> {
  const bytes = new Float64Array(layer.nodes.length);
  let last: number | null = null;
  for (const [at, node] of layer.nodes.entries()) {
    if (at % sliceNodes === 0) yield;
    if (!stack.isLeaf(layer, node)) continue;
    if (!stack.isWhiteout(node)) {
      bytes[at] = stack.headerBytes(layer, node);
      continue;
    }
    yield;
    const removed = stack.removedBytes(node);
    bytes[at] = removed ?? 0;
    if (removed === null && (last === null || isAfter(nodes, last, node))) last = node;
  }
  const pathOf = (node: number): number => {
    const removed = target[node]!;
    return removed === none || removed === nodes.parent.at(node) ? node : removed;
  };
  for (const [at, node] of layer.nodes.entries()) {
    if (at % sliceNodes === 0) yield;
    if (!stack.isLeaf(layer, node)) continue;
    if (node === last) sums.meet(pathOf(node));
    else if (last === null || isAfter(nodes, last, node)) sums.add(pathOf(node), bytes[at]!);
  }
}

function* headerBytes(index: LayerIndex): Generator<void, number> {
  let sum = 0;
  for (let entry = 0; entry < index.count; entry++) {
    if (entry % sliceNodes === 0) yield;
    if (index.pathStart[entry] !== index.pathStart[entry + 1]) sum += index.size[entry]!;
  }
  return sum;
}

/** What dive keeps of every path. */
class PathSums {
  readonly #nodes: NodeStore;
  readonly #bytes: Float64Array;
  readonly #least: Float64Array;
  readonly #copies: Uint32Array;

  constructor({ nodes }: DivePaths) {
    this.#nodes = nodes;
    this.#bytes = new Float64Array(nodes.count);
    this.#least = new Float64Array(nodes.count);
    this.#copies = new Uint32Array(nodes.count);
  }

  /** A path that dive has met and then counted nothing for. */
  meet(node: number): void {
    if (this.#copies[node] === 0) this.#least[node] = unknownSize;
  }

  add(node: number, bytes: number): void {
    const least = this.#least[node]!;
    if (this.#copies[node] === 0 || bytes < least) this.#least[node] = bytes;
    this.#bytes[node]! += bytes;
    this.#copies[node]!++;
  }

  *figures(sizeBytes: number, userSizeBytes: number): Generator<void, DiveFigures> {
    let [least, bytes, wasted] = [0, 0, 0];
    const most = new MostBytes(mostInefficient);
    for (let node = 0; node < this.#copies.length; node++) {
      if (node % sliceNodes === 0) yield;
      least += this.#least[node]!;
      bytes += this.#bytes[node]!;
      if (this.#copies[node]! < 2) continue;
      wasted += this.#bytes[node]!;
      most.add(node, this.#bytes[node]!);
    }
    const named = {
      names: this.#nodes.names,
      parent: this.#nodes.parent.values(),
      name: this.#nodes.name.values(),
    };
    return {
      efficiencyScore: bytes === 0 ? 1 : least / bytes,
      wastedBytes: wasted,
      userWastedPercent: wasted / userSizeBytes,
      sizeBytes,
      userSizeBytes,
      inefficient: most.inOrder().map(({ node, bytes: ofNode }) => ({
        path: pathText(named, node),
        copies: this.#copies[node]!,
        bytes: ofNode,
      })),
    };
  }
}

interface NodeBytes {
  readonly node: number;
  readonly bytes: number;
}

/** Keeps those of many nodes that have the most bytes, of equal ones those that came first. */
class MostBytes {
  readonly #count: number;
  #kept: readonly NodeBytes[] = [];
  #added: NodeBytes[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  add(node: number, bytes: number): void {
    if (bytes <= (this.#kept[this.#count - 1]?.bytes ?? -1)) return;
    this.#added.push({ node, bytes });
    if (this.#added.length >= this.#count) this.inOrder();
  }

  inOrder(): readonly NodeBytes[] {
    const all = [...this.#kept, ...this.#added].toSorted((a, b) => b.bytes - a.bytes);
    this.#kept = all.slice(0, this.#count);
    this.#added = [];
    return this.#kept;
  }
}
