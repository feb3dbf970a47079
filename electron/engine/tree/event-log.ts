import { GrowingUint32 } from './growing-column.ts';
import type { NodeStore } from './node-store.ts';
import { EventKind, none } from './union-tree.ts';
import type { UnionTree } from './union-tree.ts';

/** The file that a hard link leads to. */
export interface LinkTarget {
  readonly layer: number;
  readonly entry: number;
  /** Its `EntryKind`. */
  readonly kind: number;
}

type EventColumns = Pick<
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

/** What happened to which path, in the order of the layers, while a tree is built. */
export class EventLog {
  readonly #nodes: NodeStore;
  readonly #node = new GrowingUint32(1 << 12);
  /** The layer in the upper half, the layer of the data in the lower. */
  readonly #layers = new GrowingUint32(1 << 12);
  readonly #kind = new GrowingUint32(1 << 12);
  readonly #entry = new GrowingUint32(1 << 12);
  readonly #older = new GrowingUint32(1 << 12);
  readonly #linked = new Set<number>();

  constructor(nodes: NodeStore) {
    this.#nodes = nodes;
  }

  add(node: number, layer: number, kind: EventKind, dataLayer: number, dataEntry: number): void {
    const event = this.#node.push(node);
    this.#layers.push(layer * 0x1_0000 + dataLayer);
    this.#kind.push(kind);
    this.#entry.push(dataEntry);
    this.#older.push(this.#nodes.lastEvent.at(node));
    this.#nodes.lastEvent.set(node, event);
  }

  addLink(node: number, layer: number, target: LinkTarget): void {
    this.add(node, layer, EventKind.entry, target.layer, target.entry);
    this.#linked.add(this.#node.length - 1);
  }

  /** Says that other paths share the file that the newest event of `node` left there. */
  markLinked(node: number): void {
    const event = this.#nodes.lastEvent.at(node);
    if (event !== none) this.#linked.add(event);
  }

  /** The file that the newest event of `node` left there; null for a folder without an entry or nothing. */
  newest(node: number): { readonly layer: number; readonly entry: number } | null {
    const event = this.#nodes.lastEvent.at(node);
    if (event === none || this.#entry.at(event) === none) return null;
    return { layer: this.#layers.at(event) & 0xffff, entry: this.#entry.at(event) };
  }

  /** The path of a node for showing. */
  pathText(node: number): string {
    const parts: string[] = [];
    for (let at = node; at !== 0; at = this.#nodes.parent.at(at)) {
      parts.push(this.#nodes.names.bytes(this.#nodes.name.at(at)).toString('utf8'));
    }
    return parts.toReversed().join('/');
  }

  columns(): EventColumns {
    const count = this.#node.length;
    const linked = new Uint8Array(count);
    for (const event of this.#linked) linked[event] = 1;
    const eventLayer = new Uint16Array(count);
    const dataLayer = new Uint16Array(count);
    const layers = this.#layers.values();
    for (let event = 0; event < count; event++) {
      eventLayer[event] = layers[event]! >>> 16;
      dataLayer[event] = layers[event]! & 0xffff;
    }
    return {
      eventCount: count,
      eventNode: this.#node.values(true),
      eventLayer,
      eventKind: new Uint8Array(this.#kind.values()),
      dataLayer,
      dataEntry: this.#entry.values(true),
      older: this.#older.values(true),
      linked,
    };
  }
}
