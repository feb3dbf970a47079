import type { GrowingUint32 } from './growing-column.ts';

const noSlot = 0xffffffff;

/** Slots of the smaller table that are emptied with each node that is added: it is empty before the next is too small. */
const movedAtOnce = 8;

/**
 * Finds the child of a folder by its name's number, over all folders of a tree at once. A table that is too small goes
 * over into a larger one little by little, as doing it at once would hold up everything else.
 */
export class ChildTable {
  readonly #parents: GrowingUint32;
  readonly #names: GrowingUint32;
  #slots: Uint32Array;
  #used = 0;
  /** The table that goes over into `#slots`, and how far it has done so. */
  #smaller: Uint32Array | null = null;
  #moved = 0;

  /** The columns are the tree's own; they are read, never written. `room`: nodes that are expected. */
  constructor(parents: GrowingUint32, names: GrowingUint32, room = 1 << 12) {
    this.#slots = noSlots(2 ** Math.ceil(Math.log2(room * 2)));
    this.#parents = parents;
    this.#names = names;
  }

  /** The node below `parent` named `name`, or -1. */
  find(parent: number, name: number): number {
    const node = this.#slots[this.#slotOf(this.#slots, parent, name)]!;
    if (node !== noSlot) return node;
    if (this.#smaller === null) return -1;
    const before = this.#smaller[this.#slotOf(this.#smaller, parent, name)]!;
    return before === noSlot ? -1 : before;
  }

  /** Adds a node whose parent and name are in the columns already and which is not in the table yet. */
  add(node: number): void {
    this.#put(node);
    this.#used++;
    if (this.#smaller !== null) this.#move(this.#smaller);
    if (this.#used * 2 <= this.#slots.length) return;
    [this.#smaller, this.#moved] = [this.#slots, 0];
    this.#slots = noSlots(this.#slots.length * 2);
  }

  #put(node: number): void {
    const slot = this.#slotOf(this.#slots, this.#parents.at(node), this.#names.at(node));
    this.#slots[slot] = node;
  }

  #move(smaller: Uint32Array): void {
    const end = Math.min(this.#moved + movedAtOnce, smaller.length);
    for (; this.#moved < end; this.#moved++) {
      const node = smaller[this.#moved]!;
      if (node !== noSlot) this.#put(node);
    }
    if (end === smaller.length) this.#smaller = null;
  }

  #slotOf(slots: Uint32Array, parent: number, name: number): number {
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b);
    hash ^= hash >>> 16;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = slots[slot]!;
      if (node === noSlot) return slot;
      if (this.#parents.at(node) === parent && this.#names.at(node) === name) return slot;
    }
  }
}

function noSlots(count: number): Uint32Array {
  return new Uint32Array(count).fill(noSlot);
}
