import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { NodeStore } from '../tree/node-store.ts';
import { sliceNodes } from '../tree/slices.ts';
import { isPresence, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Where the entries of all layers stand in dive's trees. */
export interface DivePaths {
  readonly nodes: NodeStore;
  /** By layer, for each entry its node; with `folderOnly` where the entry itself leaves nothing. */
  readonly places: readonly (Uint32Array | null)[];
  /** For a node whose name begins with `.wh.` what it removes; `none` for any other. */
  readonly target: Uint32Array;
}

/** Set in a place: the folders up to the node come to be, the entry does not. */
export const folderOnly = 0x8000_0000;

const slash = 0x2f;
const mark = Buffer.from('.wh.');
const doubleMark = Buffer.from('.wh..wh..');

/**
 * Finds the places that dive (`AddPath`, file_tree.go) gives to entries: by their names alone, whiteouts under the names
 * they have in the tar. What is below a name that begins with `.wh..wh..` is left out, its folders come to be. Most
 * entries have the same path in the union tree of these layers, `tree`, which is known already.
 */
export function* divePaths(
  tree: UnionTree,
  indexes: readonly (LayerIndex | null)[],
): Generator<void, DivePaths> {
  const unionNodes = yield* nodesOfEntries(tree);
  const nodes = yield* NodeStore.of(tree);
  const places: (Uint32Array | null)[] = [];
  for (const [layer, index] of indexes.entries()) {
    const known = unionNodes[layer] ?? new Uint32Array();
    places.push(index === null ? null : yield* new EntryPlaces(nodes, index, known).all());
  }
  return { nodes, places, target: yield* findTargets(nodes) };
}

/** By layer, a path that an entry has in the union tree; `none` where it has none. */
function* nodesOfEntries(tree: UnionTree): Generator<void, readonly (Uint32Array | null)[]> {
  const nodes: (Uint32Array | null)[] = [];
  for (const index of tree.layers) {
    nodes.push(index === null ? null : new Uint32Array(index.count).fill(none));
    yield;
  }
  for (let event = 0; event < tree.eventCount; event++) {
    if (event % sliceNodes === 0) yield;
    const entry = tree.dataEntry[event]!;
    const layer = tree.eventLayer[event]!;
    if (!isPresence(tree.eventKind[event]!) || entry === none) continue;
    if (tree.dataLayer[event] === layer) nodes[layer]![entry] = tree.eventNode[event]!;
  }
  return nodes;
}

/** Places the entries of one layer. */
class EntryPlaces {
  readonly #nodes: NodeStore;
  readonly #index: LayerIndex;
  readonly #known: Uint32Array;
  /** The folder placed last, as part of the index's paths: most entries lie beside the one before. */
  #from = 0;
  #to = 0;
  #node = 0;

  /** `known`: by entry, a path that it may have. */
  constructor(nodes: NodeStore, index: LayerIndex, known: Uint32Array) {
    this.#nodes = nodes;
    this.#index = index;
    this.#known = known;
  }

  *all(): Generator<void, Uint32Array> {
    const { count } = this.#index;
    const places = new Uint32Array(count);
    for (let entry = 0; entry < count; entry++) {
      if (entry % sliceNodes === 0) yield;
      places[entry] = this.#place(entry);
    }
    return places;
  }

  #place(entry: number): number {
    const { paths, pathStart, kind } = this.#index;
    const from = pathStart[entry]!;
    const to = pathStart[entry + 1]!;
    if (from === to) return folderOnly;
    if (kind[entry] === EntryKind.opaque) return (this.#folder(from, to) | folderOnly) >>> 0;
    let name = to;
    while (name > from && paths[name - 1] !== slash) name--;
    const folder = this.#folder(from, Math.max(from, name - 1));
    if (folder >= folderOnly) return folder;
    if (kind[entry] !== EntryKind.whiteout) {
      const known = this.#known[entry] ?? none;
      return this.#isChild(known, folder, name, to) ? known : this.#child(folder, paths, name, to);
    }
    // The index has taken the mark out of the path.
    const marked = Buffer.concat([mark, paths.subarray(name, to)]);
    return this.#child(folder, marked, 0, marked.length);
  }

  /** The node of a folder; `folderOnly` is set where a name on the way is one that dive drops. */
  #folder(from: number, to: number): number {
    const { paths } = this.#index;
    if (this.#isRemembered(from, to)) return this.#node;
    let node = 0;
    for (let start = from; start < to;) {
      let end = start;
      while (end < to && paths[end] !== slash) end++;
      node = this.#child(node, paths, start, end);
      if (node >= folderOnly) return node;
      start = end + 1;
    }
    [this.#from, this.#to, this.#node] = [from, to, node];
    return node;
  }

  #isRemembered(from: number, to: number): boolean {
    const { paths } = this.#index;
    const length = to - from;
    if (this.#to - this.#from !== length) return false;
    for (let at = 0; at < length; at++) {
      if (paths[from + at] !== paths[this.#from + at]) return false;
    }
    return true;
  }

  #isChild(node: number, folder: number, from: number, to: number): boolean {
    const { names, name, parent } = this.#nodes;
    if (node === none || node === 0 || parent.at(node) !== folder) return false;
    return names.isNamed(name.at(node), this.#index.paths, from, to);
  }

  #child(folder: number, bytes: Uint8Array, from: number, to: number): number {
    if (startsWith(bytes, from, to, doubleMark)) return (folder | folderOnly) >>> 0;
    return this.#nodes.child(folder, bytes, from, to);
  }
}

function startsWith(bytes: Uint8Array, from: number, to: number, start: Uint8Array): boolean {
  if (to - from < start.length) return false;
  for (let at = 0; at < start.length; at++) if (bytes[from + at] !== start[at]) return false;
  return true;
}

/** A whiteout removes the path without its mark; one that is nothing but the mark removes the folder it lies in. */
function* findTargets(nodes: NodeStore): Generator<void, Uint32Array> {
  const { names } = nodes;
  // Names that are added below stand behind those that are looked at.
  const { arena } = names;
  const found: [node: number, target: number][] = [];
  const { count } = nodes;
  for (let node = 1; node < count; node++) {
    if (node % sliceNodes === 0) yield;
    const name = nodes.name.at(node);
    const start = names.startOf(name);
    if (!startsWith(arena, start, names.endOf(name), mark)) continue;
    const bytes = Buffer.from(names.bytes(name)).subarray(mark.length);
    const parent = nodes.parent.at(node);
    const target = bytes.length === 0 ? parent : nodes.child(parent, bytes, 0, bytes.length);
    found.push([node, target]);
  }
  const target = new Uint32Array(nodes.count).fill(none);
  for (const [node, removed] of found) target[node] = removed;
  return target;
}
