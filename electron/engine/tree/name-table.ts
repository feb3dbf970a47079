import { GrowingUint32 } from './growing-column.ts';

const noSlot = 0xffffffff;

/**
 * Every distinct name of a tree once, as bytes. A tree of a million paths has far fewer names than paths, and two
 * equal names have one number, so that looking a child up compares numbers only.
 */
export class NameTable {
  /** All names, each ended by a slash, which no name holds: a search in the arena cannot match across two names. */
  #arena = Buffer.alloc(1 << 16);
  #used = 0;
  #start = new GrowingUint32(1 << 12);
  #slots = new Uint32Array(1 << 13).fill(noSlot);
  /** Unpredictable, so that an archive cannot be made whose names all collide. */
  #seed = Math.floor(Math.random() * 0xffffffff);

  get count(): number {
    return this.#start.length;
  }

  /** The number of the name `bytes` from `from` to `to`; a new one when the name is new. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    const slot = this.#slotOf(bytes, from, to);
    const known = this.#slots[slot]!;
    if (known !== noSlot) return known;
    const id = this.#append(bytes, from, to);
    this.#slots[slot] = id;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return id;
  }

  /** The number of a name, or -1 when the tree has none of it. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const known = this.#slots[this.#slotOf(bytes, from, to)]!;
    return known === noSlot ? -1 : known;
  }

  /** A table that begins with the same names under the same numbers and grows on its own. */
  copy(): NameTable {
    const copy = new NameTable();
    copy.#seed = this.#seed;
    copy.#arena = Buffer.from(this.#arena);
    copy.#used = this.#used;
    copy.#start = this.#start.copy();
    copy.#slots = this.#slots.slice();
    return copy;
  }

  /** The bytes of a name; a view into the table, not to be changed. */
  bytes(id: number): Buffer {
    return this.#arena.subarray(this.#start.at(id), this.endOf(id));
  }

  /** All names in order of their numbers, each followed by `/`: searching them is one scan. */
  get arena(): Buffer {
    return this.#arena.subarray(0, this.#used);
  }

  /** Where a name begins in the arena. */
  startOf(id: number): number {
    return this.#start.at(id);
  }

  /** Where the slash behind a name stands in the arena. */
  endOf(id: number): number {
    return (id + 1 < this.count ? this.#start.at(id + 1) : this.#used) - 1;
  }

  #append(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const needed = this.#used + length + 1;
    if (needed > this.#arena.length) {
      const larger = Buffer.alloc(Math.max(needed, this.#arena.length * 2));
      this.#arena.copy(larger, 0, 0, this.#used);
      this.#arena = larger;
    }
    const id = this.#start.push(this.#used);
    for (let i = 0; i < length; i++) this.#arena[this.#used + i] = bytes[from + i]!;
    this.#arena[this.#used + length] = 0x2f;
    this.#used = needed;
    return id;
  }

  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = this.#seed;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === noSlot || this.#equals(id, bytes, from, to)) return slot;
    }
  }

  #equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#start.at(id);
    if (this.endOf(id) - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) {
      if (this.#arena[j] !== bytes[i]) return false;
    }
    return true;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2).fill(noSlot);
    for (let id = 0; id < this.count; id++) {
      this.#slots[this.#slotOf(this.#arena, this.#start.at(id), this.endOf(id))] = id;
    }
  }
}
