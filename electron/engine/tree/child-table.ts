import type { GrowingUint32 } from './growing-column.ts';

const noSlot = 0xffffffff;

/** Finds the child of a folder by its name's number, over all folders of a tree at once. */
export class ChildTable {
  readonly #parents: GrowingUint32;
  readonly #names: GrowingUint32;
  #slots = new Uint32Array(1 << 13).fill(noSlot);
  #used = 0;

  /** The columns are the tree's own; they are read, never written. */
  constructor(parents: GrowingUint32, names: GrowingUint32) {
    this.#parents = parents;
    this.#names = names;
  }

  /** The node below `parent` named `name`, or -1. */
  find(parent: number, name: number): number {
    const node = this.#slots[this.#slotOf(parent, name)]!;
    return node === noSlot ? -1 : node;
  }

  /** Adds a node whose parent and name are in the columns already and which is not in the table yet. */
  add(node: number): void {
    this.#slots[this.#slotOf(this.#parents.at(node), this.#names.at(node))] = node;
    this.#used++;
    if (this.#used * 2 > this.#slots.length) this.#grow();
  }

  #slotOf(parent: number, name: number): number {
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b);
    hash ^= hash >>> 16;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = this.#slots[slot]!;
      if (node === noSlot) return slot;
      if (this.#parents.at(node) === parent && this.#names.at(node) === name) return slot;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2).fill(noSlot);
    for (const node of old) {
      if (node !== noSlot)
        this.#slots[this.#slotOf(this.#parents.at(node), this.#names.at(node))] = node;
    }
  }
}
