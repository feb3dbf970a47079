import { GrowingUint32 } from '../tree/growing-column.ts';
import { sliceNodes } from '../tree/slices.ts';
import { EventKind, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { impliedEvent } from './pair-presence.ts';

/** What a pair tree is made from on one side. */
export interface SideTree {
  readonly tree: UnionTree;
  /** By node, as `presenceAt` answers. */
  readonly presence: Uint32Array;
  /** By layer of the tree, its position among the layers of the pair. */
  readonly place: Uint16Array;
  /** The layer that folders without an event are said to come from. */
  readonly layer: number;
}

type Nodes = Pick<UnionTree, 'nodeCount' | 'parent' | 'name' | 'lastEvent'>;

type Events = Pick<
  UnionTree,
  | 'eventCount'
  | 'eventNode'
  | 'eventLayer'
  | 'eventKind'
  | 'dataLayer'
  | 'dataEntry'
  | 'older'
  | 'linked'
>;

interface FinishedColumns {
  readonly nodes: Nodes;
  readonly events: Events;
  readonly nodeA: Uint32Array;
  readonly nodeB: Uint32Array;
  readonly origin: Uint16Array;
}

/** The paths and events of a pair tree while it is made. */
export class PairColumns {
  readonly a: PresentTree;
  readonly b: PresentTree;
  readonly nodeA: GrowingUint32;
  readonly nodeB: GrowingUint32;
  readonly #parent: GrowingUint32;
  readonly #name: GrowingUint32;
  readonly #lastEvent: GrowingUint32;
  readonly #eventNode: GrowingUint32;
  readonly #dataEntry: GrowingUint32;
  /** The layer of the data in the upper half, the layer that the event comes from in the lower. */
  readonly #layers: GrowingUint32;
  /** `EventKind`, and two bits above it: whether the event is one of B, and whether several paths share the file. */
  readonly #kind: GrowingUint32;

  constructor(a: SideTree, b: SideTree) {
    this.a = new PresentTree(a);
    this.b = new PresentTree(b);
    // As many paths and events as there can be: room that is never used takes no memory, and growing takes long.
    const nodes = a.tree.nodeCount + b.tree.nodeCount;
    const column = (room = nodes): GrowingUint32 => new GrowingUint32(room);
    const events = nodes + a.tree.nodeCount;
    this.nodeA = column();
    this.nodeB = column();
    this.#parent = column();
    this.#name = column();
    this.#lastEvent = column();
    this.#eventNode = column(events);
    this.#dataEntry = column(events);
    this.#layers = column(events);
    this.#kind = column(events);
  }

  get count(): number {
    return this.#parent.length;
  }

  /** Adds a path with what it is on both sides; `none` for a side that does not have it. */
  add(parent: number, name: number, nodeA: number, nodeB: number): void {
    const node = this.#parent.push(parent);
    this.#name.push(name);
    this.nodeA.push(nodeA);
    this.nodeB.push(nodeB);
    if (nodeA !== none) this.#addPresence(node, this.a, nodeA, 0);
    if (nodeB === none) this.#addEvent(node, none, 0, ofB | EventKind.whiteout);
    else this.#addPresence(node, this.b, nodeB, ofB);
    this.#lastEvent.push(this.#eventNode.length - 1);
  }

  /** The columns, each of just its size. */
  *finish(): Generator<void, FinishedColumns> {
    const count = this.#eventNode.length;
    const eventNode = this.#eventNode.values(true);
    const [kinds, layers] = [this.#kind.values(), this.#layers.values()];
    const eventLayer = new Uint16Array(count);
    const eventKind = new Uint8Array(count);
    const dataLayer = new Uint16Array(count);
    const older = new Uint32Array(count);
    const linked = new Uint8Array(count);
    const origin = new Uint16Array(count);
    for (let event = 0; event < count; event++) {
      if (event % sliceNodes === 0) yield;
      const kind = kinds[event]!;
      eventLayer[event] = (kind & ofB) === 0 ? 0 : 1;
      eventKind[event] = kind & kindBits;
      linked[event] = (kind & isLinked) === 0 ? 0 : 1;
      dataLayer[event] = layers[event]! >>> 16;
      origin[event] = layers[event]! & 0xffff;
      // A path has at most two events, and they follow each other.
      older[event] = event > 0 && eventNode[event - 1] === eventNode[event] ? event - 1 : none;
    }
    yield;
    const dataEntry = this.#dataEntry.values(true);
    yield;
    const parent = this.#parent.values(true);
    const name = this.#name.values(true);
    yield;
    const nodes = { nodeCount: this.count, parent, name, lastEvent: this.#lastEvent.values(true) };
    yield;
    return {
      nodes,
      events: {
        eventCount: count,
        eventNode,
        eventLayer,
        eventKind,
        dataLayer,
        dataEntry,
        older,
        linked,
      },
      nodeA: this.nodeA.values(true),
      nodeB: this.nodeB.values(true),
      origin,
    };
  }

  #addPresence(node: number, side: PresentTree, sideNode: number, bits: number): void {
    const { tree, place, layer, presence } = side;
    const event = presence[sideNode]!;
    if (event === impliedEvent || tree.dataEntry[event] === none) {
      const origin = event === impliedEvent ? Math.max(layer, 0) : tree.eventLayer[event]!;
      this.#addEvent(node, none, origin, bits | EventKind.implied);
      return;
    }
    const layers = place[tree.dataLayer[event]!]! * 0x1_0000 + tree.eventLayer[event]!;
    const link = tree.linked[event] === 1 ? isLinked : 0;
    this.#addEvent(node, tree.dataEntry[event]!, layers, bits | link | EventKind.entry);
  }

  /** What is on both sides the same and from the same layer is one event: B has what A has. */
  #addEvent(node: number, entry: number, layers: number, kind: number): void {
    const before = this.#eventNode.length - 1;
    const isSame =
      before >= 0 &&
      this.#eventNode.at(before) === node &&
      this.#dataEntry.at(before) === entry &&
      this.#layers.at(before) === layers &&
      (this.#kind.at(before) & kindBits) === (kind & kindBits);
    if (isSame) {
      this.#kind.set(before, this.#kind.at(before) | (kind & isLinked));
      return;
    }
    this.#eventNode.push(node);
    this.#dataEntry.push(entry);
    this.#layers.push(layers);
    this.#kind.push(kind);
  }
}

const kindBits = 0x0f;
const ofB = 0x10;
const isLinked = 0x20;

/** The paths of a tree that are there at a point. */
class PresentTree {
  readonly tree: UnionTree;
  readonly presence: Uint32Array;
  readonly place: Uint16Array;
  readonly layer: number;

  constructor({ tree, presence, place, layer }: SideTree) {
    this.tree = tree;
    this.presence = presence;
    this.place = place;
    this.layer = layer;
  }

  /** The first child of a folder that is there, or `none`. */
  first(folder: number): number {
    return this.#present(this.tree.firstChild[folder]!);
  }

  /** The next sibling that is there, or `none`. */
  next(node: number): number {
    return this.#present(this.tree.nextSibling[node]!);
  }

  #present(from: number): number {
    let node = from;
    while (node !== none && this.presence[node] === none) node = this.tree.nextSibling[node]!;
    return node;
  }
}
