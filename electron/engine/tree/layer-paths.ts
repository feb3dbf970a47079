import type { ProblemLog } from '../bytes/problem-log.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { NodeStore } from './node-store.ts';
import { eachPart } from './node-store.ts';
import { GrowingUint32 } from './growing-column.ts';

const slash = 0x2f;
const dot = 0x2e;

/** Stands in `own` for a folder that the layer only implies. */
export const impliedEntry = 0xffff_fffe;

/**
 * Where the entries of one layer land in the tree. A path that leads through a symbolic link of the same layer is
 * followed, inside the root; a symbolic link of a lower layer is not (overlay file systems turn it into a folder).
 */
export class LayerPaths {
  /** Nodes that the layer has an entry for or implies, each once. */
  readonly touched = new GrowingUint32(1 << 10);
  readonly #nodes: NodeStore;
  readonly #own = new GrowingUint32(1 << 12);
  readonly #stamp = new GrowingUint32(1 << 12);
  #layer = 0;
  #index: LayerIndex | null = null;
  #problems: ProblemLog | null = null;
  #hasLinks = false;
  /**
   * The folder of the entry placed last, as it is written in the index with its slash: most entries lie beside the one
   * before. Only ever a folder that no link leads to.
   */
  #folderFrom = 0;
  #folderTo = 0;
  #folderNode = 0;

  constructor(nodes: NodeStore) {
    this.#nodes = nodes;
  }

  begin(layer: number, index: LayerIndex, problems: ProblemLog, hasLinks: boolean): void {
    this.#layer = layer;
    this.#index = index;
    this.#problems = problems;
    this.#hasLinks = hasLinks;
    this.touched.clear();
    this.#forgetFolder();
  }

  /** The layer's entry for a node, `impliedEntry`, or -1. */
  ownEntry(node: number): number {
    if (node >= this.#stamp.length || this.#stamp.at(node) !== this.#layer + 1) return -1;
    return this.#own.at(node);
  }

  /** Says that the layer has `entry` at `node`. */
  setOwn(node: number, entry: number): void {
    while (this.#stamp.length <= node) {
      this.#stamp.push(0);
      this.#own.push(0);
    }
    if (this.#stamp.at(node) !== this.#layer + 1) this.touched.push(node);
    this.#stamp.set(node, this.#layer + 1);
    this.#own.set(node, entry);
    // A path that was walked before may lead through it now.
    if (entry !== impliedEntry && this.#index!.kind[entry] === EntryKind.symlink) {
      this.#forgetFolder();
    }
  }

  /** Says that the layer has nothing at `node` after all; it stays among `touched`. */
  dropOwn(node: number): void {
    this.#stamp.set(node, 0);
  }

  /** The node where entry `entry` of the layer lands, made when it is new; -1 when a cycle of links leads nowhere. */
  place(entry: number): number {
    const { paths, pathStart } = this.#index!;
    const from = pathStart[entry]!;
    const to = pathStart[entry + 1]!;
    const known = this.#lengthOfFolder(paths, from, to);
    let node = known === 0 ? 0 : this.#folderNode;
    for (let start = from + known; start < to;) {
      let end = start;
      while (end < to && paths[end] !== slash) end++;
      if (end === to) this.#rememberFolder(from, start, node);
      node = this.#nodes.child(node, paths, start, end);
      start = end + 1;
      if (start < to && this.#hasLinks && this.#ownLink(node) !== null) {
        return this.#walkLinks(paths.subarray(from, to), true, entry);
      }
    }
    return node;
  }

  /** The node of a path, if any layer so far or this one has named it; else -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    let node = 0;
    for (let start = from; start < to;) {
      let end = start;
      while (end < to && bytes[end] !== slash) end++;
      node = this.#nodes.existingChild(node, bytes, start, end);
      if (node === -1) return -1;
      start = end + 1;
      if (start < to && this.#hasLinks && this.#ownLink(node) !== null) {
        return this.#walkLinks(bytes.subarray(from, to), false, -1);
      }
    }
    return node;
  }

  /** How many bytes the path begins with that are the remembered folder; 0 when it lies elsewhere. */
  #lengthOfFolder(paths: Uint8Array, from: number, to: number): number {
    const length = this.#folderTo - this.#folderFrom;
    if (to - from <= length) return 0;
    for (let i = 0, folder = this.#folderFrom; i < length; i++) {
      if (paths[from + i] !== paths[folder + i]) return 0;
    }
    return length;
  }

  #rememberFolder(from: number, to: number, node: number): void {
    this.#folderFrom = from;
    this.#folderTo = to;
    this.#folderNode = node;
  }

  #forgetFolder(): void {
    this.#rememberFolder(0, 0, 0);
  }

  /** As a kernel walks a path: parts still to go on a list, a link's target put in front of them. */
  #walkLinks(path: Uint8Array, make: boolean, entry: number): number {
    const nodes = this.#nodes;
    const toGo: Uint8Array[] = [];
    pushParts(toGo, path);
    let node = 0;
    let followed = 0;
    // The list holds what is left of the path, its next part last.
    for (let part = toGo.pop(); part !== undefined; part = toGo.pop()) {
      if (part.length === 1 && part[0] === dot) continue;
      if (part.length === 2 && part[0] === dot && part[1] === dot) {
        if (node !== 0) node = nodes.parent.at(node);
        continue;
      }
      const child = make
        ? nodes.child(node, part, 0, part.length)
        : nodes.existingChild(node, part, 0, part.length);
      if (child === -1) return -1;
      const target = toGo.length > 0 ? this.#ownLink(child) : null;
      if (target === null) {
        node = child;
        continue;
      }
      if (++followed > limits.linkDepth) {
        const place = this.#placeOf(entry);
        this.#problems!.add('symlink-loop', 'warning', place, limitValues('linkDepth'));
        return -1;
      }
      if (target[0] === slash) node = 0;
      pushParts(toGo, target);
    }
    return node;
  }

  #ownLink(node: number): Uint8Array | null {
    const own = this.ownEntry(node);
    const index = this.#index!;
    if (own === -1 || own === impliedEntry || index.kind[own] !== EntryKind.symlink) return null;
    return index.links.subarray(index.linkStart[own], index.linkStart[own + 1]);
  }

  #placeOf(entry: number): { readonly layer: number; readonly path?: string } {
    return entry === -1
      ? { layer: this.#layer }
      : { layer: this.#layer, path: entryPath(this.#index!, entry) };
  }
}

/** The path of an entry as its layer writes it, for showing. */
export function entryPath(index: LayerIndex, entry: number): string {
  const { paths, pathStart } = index;
  return Buffer.from(paths.subarray(pathStart[entry], pathStart[entry + 1])).toString('utf8');
}

/** Puts the parts of `path` on the list so that the first one comes off first. */
function pushParts(list: Uint8Array[], path: Uint8Array): void {
  const at = list.length;
  eachPart(path, 0, path.length, (from, to) => {
    list.push(path.subarray(from, to));
    return true;
  });
  for (let low = at, high = list.length - 1; low < high; low++, high--) {
    const swapped = list[low]!;
    list[low] = list[high]!;
    list[high] = swapped;
  }
}
