import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { sliceNodes } from '../tree/slices.ts';
import { GrowingUint32 } from '../tree/growing-column.ts';
import type { NodeStore } from '../tree/node-store.ts';
import { none } from '../tree/union-tree.ts';
import { folderOnly } from './dive-paths.ts';
import type { DivePaths } from './dive-paths.ts';

/** A layer as dive sees it: a tree of its own, of which the leaves count. */
export interface DiveLayer {
  readonly number: number;
  readonly index: LayerIndex;
  /** The nodes of the layer, each once, folders before what lies in them. */
  readonly nodes: Uint32Array;
}

/**
 * The layers so far, stacked as dive does (`Stack` and `StackTreeRange`, file_tree.go): a whiteout removes its path, any
 * other entry takes the place of what was there and keeps its children. Opaque folders are no matter.
 */
export class DiveStack {
  readonly #nodes: NodeStore;
  readonly #paths: DivePaths;
  /** Layer + 1 that last had the node, and that last had something in it. */
  readonly #stamp: Uint32Array;
  readonly #parentStamp: Uint32Array;
  /** The entry of that layer; `none` for a folder that it only implies. */
  readonly #entry: Uint32Array;
  readonly #size: Float64Array;
  readonly #isFolder: Uint8Array;

  constructor(paths: DivePaths) {
    const { nodes } = paths;
    this.#paths = paths;
    this.#nodes = nodes;
    this.#stamp = new Uint32Array(nodes.count);
    this.#parentStamp = new Uint32Array(nodes.count);
    this.#entry = new Uint32Array(nodes.count).fill(none);
    this.#size = new Float64Array(nodes.count);
    this.#isFolder = new Uint8Array(nodes.count);
    nodes.setLive(0, EntryKind.directory);
  }

  /** Reads a layer's own tree, the last entry of a path winning. Until the next call it is the current layer. */
  *begin(number: number, index: LayerIndex, places: Uint32Array): Generator<void, DiveLayer> {
    const { parent } = this.#nodes;
    const own = new GrowingUint32(1 << 10);
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % sliceNodes === 0) yield;
      const place = places[entry]!;
      const node = place & ~folderOnly;
      for (let at = node; at !== 0 && this.#stamp[at] !== number + 1; at = parent.at(at)) {
        this.#stamp[at] = number + 1;
        this.#entry[at] = none;
        this.#parentStamp[parent.at(at)] = number + 1;
        own.push(at);
      }
      if (place < folderOnly) this.#entry[node] = entry;
    }
    return { number, index, nodes: yield* this.#inOrder(number, own.values()) };
  }

  /** Sorting many numbers takes longer than looking for them among all. */
  *#inOrder(number: number, own: Uint32Array): Generator<void, Uint32Array> {
    if (own.length * 8 < this.#stamp.length) return own.slice().sort();
    const nodes = new Uint32Array(own.length);
    for (let node = 1, at = 0; node < this.#stamp.length; node++) {
      if (node % sliceNodes === 0) yield;
      if (this.#stamp[node] === number + 1) nodes[at++] = node;
    }
    return nodes;
  }

  isLeaf(layer: DiveLayer, node: number): boolean {
    return this.#parentStamp[node] !== layer.number + 1;
  }

  isWhiteout(node: number): boolean {
    return this.#paths.target[node] !== none;
  }

  /** Bytes that the header of the current layer names for a node. */
  headerBytes({ index }: DiveLayer, node: number): number {
    const entry = this.#entry[node]!;
    return entry === none ? 0 : index.size[entry]!;
  }

  /**
   * What a whiteout counts for before its layer is laid over the others: the bytes below the folder it removes, nothing
   * where it removes anything else. Null where it removes nothing.
   */
  removedBytes(whiteout: number): number | null {
    const target = this.#paths.target[whiteout]!;
    if (!this.#nodes.isLive(target)) return null;
    if (this.#isFolder[target] !== 1) return 0;
    let bytes = this.#size[target]!;
    this.#nodes.eachBelow(target, (node) => {
      bytes += this.#size[node]!;
    });
    return bytes;
  }

  /** Puts down all of the lowest layer, its whiteouts too: dive stacks onto a copy of it. */
  *copy(layer: DiveLayer): Generator<void> {
    yield* this.#put(layer, true);
  }

  /** Lays the current layer over the others. Siblings are visited by their names, and so removed and put in turn. */
  *add(layer: DiveLayer): Generator<void> {
    const { parent } = this.#nodes;
    const later: number[] = [];
    // What is nothing but the mark, by the folder that it removes with what has been put there before it.
    const ofFolders = new Map<number, number>();
    for (const [at, node] of layer.nodes.entries()) {
      if (at % sliceNodes === 0) yield;
      const target = this.#paths.target[node]!;
      if (target === none) continue;
      if (target !== 0 && parent.at(node) === target) ofFolders.set(target, node);
      if (this.#isPutBefore(layer, target, node)) later.push(target);
      else this.#remove(target);
    }
    yield* this.#put(layer, false);
    for (const target of later) this.#remove(target);
    if (ofFolders.size === 0) return;
    for (const [at, node] of layer.nodes.entries()) {
      if (at % sliceNodes === 0) yield;
      const whiteout = ofFolders.get(parent.at(node));
      if (whiteout !== undefined && this.compareNames(node, whiteout) < 0) this.#remove(node);
    }
  }

  *#put(layer: DiveLayer, whiteouts: boolean): Generator<void> {
    for (const [at, node] of layer.nodes.entries()) {
      if (at % sliceNodes === 0) yield;
      const isWhiteout = this.isWhiteout(node);
      if (isWhiteout && !whiteouts && this.isLeaf(layer, node)) continue;
      // Beneath a whiteout's name may be more: then it comes to be as a folder without attributes.
      const entry = isWhiteout && !whiteouts ? none : this.#entry[node]!;
      this.#size[node] = entry === none ? 0 : layer.index.size[entry]!;
      this.#isFolder[node] =
        entry !== none && layer.index.kind[entry] === EntryKind.directory ? 1 : 0;
      this.#nodes.setLive(node, EntryKind.directory);
    }
  }

  /** Whether the layer has the target itself, under a name that comes before the whiteout's. */
  #isPutBefore(layer: DiveLayer, target: number, whiteout: number): boolean {
    if (this.#stamp[target] !== layer.number + 1) return false;
    if (this.#nodes.parent.at(whiteout) === target) return false;
    return this.compareNames(target, whiteout) < 0;
  }

  /** As Go sorts strings: by their bytes. */
  compareNames(one: number, other: number): number {
    const { names, name } = this.#nodes;
    return Buffer.compare(names.bytes(name.at(one)), names.bytes(name.at(other)));
  }

  #remove(target: number): void {
    if (target === 0 || !this.#nodes.isLive(target)) return;
    this.#nodes.removeChildren(target, () => {});
    this.#nodes.remove(target);
  }
}
