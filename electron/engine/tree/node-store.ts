import { ChildTable } from './child-table.ts';
import { GrowingUint32 } from './growing-column.ts';
import { NameTable } from './name-table.ts';
import type { TreePaths } from './path-columns.ts';
import { sliceNodes } from './slices.ts';
import { none } from './union-tree.ts';

const slash = 0x2f;

/** Room for paths that come to those of a finished tree, as a part of these. */
const spareRoom = 1.25;

/**
 * The paths of a tree while it is built: every path once, and which of them are there after the layers so far.
 * Children that are there form a list of their own, so that removing a folder costs what it removes and not what was
 * ever in it.
 */
export class NodeStore {
  readonly names: NameTable;
  readonly parent: GrowingUint32;
  readonly name: GrowingUint32;
  readonly lastEvent: GrowingUint32;
  readonly #firstLive: GrowingUint32;
  readonly #nextLive: GrowingUint32;
  readonly #previousLive: GrowingUint32;
  /** `EntryKind` + 1 of what is there, 0 for nothing. */
  readonly #live: GrowingUint32;
  readonly #children: ChildTable;

  /** `room`: nodes that there is room for before the columns have to grow. */
  constructor(names = new NameTable(), room = 1 << 12) {
    const column = (): GrowingUint32 => new GrowingUint32(room);
    this.names = names;
    this.parent = column();
    this.name = column();
    this.lastEvent = column();
    this.#firstLive = column();
    this.#nextLive = column();
    this.#previousLive = column();
    this.#live = column();
    this.#children = new ChildTable(this.parent, this.name, room);
    this.#create(none, none);
  }

  /** A store with the paths of a finished tree under their numbers, none of which is there so far. */
  static *of({ names, parent, name, nodeCount }: TreePaths): Generator<void, NodeStore> {
    const copy = names.copy();
    yield;
    const store = new NodeStore(copy, Math.ceil(nodeCount * spareRoom));
    for (let node = 1; node < nodeCount; node++) {
      if (node % sliceNodes === 0) yield;
      store.#children.add(store.#create(parent[node]!, name[node]!));
    }
    return store;
  }

  get count(): number {
    return this.parent.length;
  }

  /** The child named by part of a path; made when it is new. */
  child(parent: number, bytes: Uint8Array, from: number, to: number): number {
    const name = this.names.intern(bytes, from, to);
    const known = this.#children.find(parent, name);
    if (known !== -1) return known;
    const node = this.#create(parent, name);
    this.#children.add(node);
    return node;
  }

  /** The child named by part of a path, or -1 when no layer so far named it. */
  existingChild(parent: number, bytes: Uint8Array, from: number, to: number): number {
    const name = this.names.find(bytes, from, to);
    return name === -1 ? -1 : this.#children.find(parent, name);
  }

  isLive(node: number): boolean {
    return this.#live.at(node) !== 0;
  }

  /** The `EntryKind` of what is there, or -1. */
  liveKind(node: number): number {
    return this.#live.at(node) - 1;
  }

  /** Says that something of `kind` is at `node` now. Its parent must be there. */
  setLive(node: number, kind: number): void {
    if (!this.isLive(node) && node !== 0) this.#link(node);
    this.#live.set(node, kind + 1);
  }

  /** Takes everything below `node` away and calls `removed` for each, children before their folder. */
  removeChildren(node: number, removed: (node: number) => void): void {
    let at = this.#firstLive.at(node);
    while (at !== none) {
      // Down to a node without children, then take it away and go on beside or above it: no recursion, no stack.
      let leaf = at;
      while (this.#firstLive.at(leaf) !== none) leaf = this.#firstLive.at(leaf);
      const above = this.parent.at(leaf);
      this.#unlink(leaf);
      removed(leaf);
      at = above === node ? this.#firstLive.at(node) : above;
    }
  }

  /** Calls `visit` for everything that is there below `node`, a folder before what lies in it. */
  eachBelow(node: number, visit: (node: number) => void): void {
    for (let at = node; ;) {
      const first = this.#firstLive.at(at);
      if (first === none) {
        while (at !== node && this.#nextLive.at(at) === none) at = this.parent.at(at);
        if (at === node) return;
        at = this.#nextLive.at(at);
      } else {
        at = first;
      }
      visit(at);
    }
  }

  /** Takes `node` itself away; everything below it must be gone. */
  remove(node: number): void {
    this.#unlink(node);
  }

  #create(parent: number, name: number): number {
    this.name.push(name);
    this.lastEvent.push(none);
    this.#firstLive.push(none);
    this.#nextLive.push(none);
    this.#previousLive.push(none);
    this.#live.push(0);
    return this.parent.push(parent);
  }

  #link(node: number): void {
    const parent = this.parent.at(node);
    const next = this.#firstLive.at(parent);
    this.#nextLive.set(node, next);
    this.#previousLive.set(node, none);
    if (next !== none) this.#previousLive.set(next, node);
    this.#firstLive.set(parent, node);
  }

  #unlink(node: number): void {
    const next = this.#nextLive.at(node);
    const previous = this.#previousLive.at(node);
    if (next !== none) this.#previousLive.set(next, previous);
    if (previous === none) this.#firstLive.set(this.parent.at(node), next);
    else this.#nextLive.set(previous, next);
    this.#live.set(node, 0);
  }
}

/** Calls `part` for each part of a path of raw bytes until it answers false. */
export function eachPart(
  bytes: Uint8Array,
  from: number,
  to: number,
  part: (from: number, to: number) => boolean,
): void {
  for (let start = from; start < to;) {
    let end = start;
    while (end < to && bytes[end] !== slash) end++;
    if (end > start && !part(start, end)) return;
    start = end + 1;
  }
}
