import { GrowingUint32 } from './growing-column.ts';

const noSlot = 0xffffffff;

/** Names of the smaller table that are taken over with each new one: all are before the next table is too small. */
const movedAtOnce = 4;

/** Room for names in a copy, as a part of those that it begins with. */
const spareRoom = 1.25;

/**
 * Every distinct name of a tree once, as bytes. A tree of a million paths has far fewer names than paths, and two
 * equal names have one number, so that looking a child up compares numbers only. A table that is too small goes over
 * into a larger one little by little, as doing it at once would hold up everything else.
 */
export class NameTable {
  /** All names, each ended by a slash, which no name holds: a search in the arena cannot match across two names. */
  #arena = Buffer.alloc(1 << 16);
  #used = 0;
  #start = new GrowingUint32(1 << 12);
  #slots = noSlots(1 << 13);
  /** The table that goes over into `#slots`; how many names it has, and how many of them have been taken over. */
  #smaller: Uint32Array | null = null;
  #inSmaller = 0;
  #moved = 0;
  /** Unpredictable, so that an archive cannot be made whose names all collide. */
  #seed = Math.floor(Math.random() * 0xffffffff);

  get count(): number {
    return this.#start.length;
  }

  /** The number of the name `bytes` from `from` to `to`; a new one when the name is new. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    const hash = this.#hashOf(bytes, from, to);
    const known = this.#idOf(hash, bytes, from, to);
    if (known !== noSlot) return known;
    const id = this.#append(bytes, from, to);
    this.#put(hash, id);
    if (this.#smaller !== null) this.#move();
    if (this.count * 2 > this.#slots.length) this.#grow();
    return id;
  }

  /** The number of a name, or -1 when the tree has none of it. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const known = this.#idOf(this.#hashOf(bytes, from, to), bytes, from, to);
    return known === noSlot ? -1 : known;
  }

  /** A table that begins with the same names under the same numbers and grows on its own. */
  copy(): NameTable {
    const copy = new NameTable();
    copy.#seed = this.#seed;
    copy.#arena = Buffer.allocUnsafeSlow(Math.ceil(this.#used * spareRoom) + 1);
    this.#arena.copy(copy.#arena, 0, 0, this.#used);
    copy.#used = this.#used;
    copy.#start = this.#start.copy();
    copy.#slots = this.#slots.slice();
    copy.#smaller = this.#smaller?.slice() ?? null;
    copy.#inSmaller = this.#inSmaller;
    copy.#moved = this.#moved;
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

  /** By number, where each name begins in the arena. Good until a name is added. */
  get starts(): Uint32Array {
    return this.#start.values();
  }

  /** Where a name begins in the arena. */
  startOf(id: number): number {
    return this.#start.at(id);
  }

  /** Where the slash behind a name stands in the arena. */
  endOf(id: number): number {
    return (id + 1 < this.count ? this.#start.at(id + 1) : this.#used) - 1;
  }

  /** Whether the name of a number is `bytes` from `from` to `to`. */
  isNamed(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#start.at(id);
    if (this.endOf(id) - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) {
      if (this.#arena[j] !== bytes[i]) return false;
    }
    return true;
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

  #hashOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = this.#seed;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    return hash ^ (hash >>> 15);
  }

  /** The number of a name, or `noSlot`. */
  #idOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const id = this.#idIn(this.#slots, hash, bytes, from, to);
    if (id !== noSlot || this.#smaller === null) return id;
    return this.#idIn(this.#smaller, hash, bytes, from, to);
  }

  #idIn(slots: Uint32Array, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot]!;
      if (id === noSlot || this.isNamed(id, bytes, from, to)) return id;
    }
  }

  /** Puts down a name that the table does not have. */
  #put(hash: number, id: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== noSlot) slot = (slot + 1) & mask;
    this.#slots[slot] = id;
  }

  #grow(): void {
    [this.#smaller, this.#inSmaller, this.#moved] = [this.#slots, this.count, 0];
    this.#slots = noSlots(this.#slots.length * 2);
  }

  #move(): void {
    const end = Math.min(this.#moved + movedAtOnce, this.#inSmaller);
    for (; this.#moved < end; this.#moved++) {
      const from = this.startOf(this.#moved);
      this.#put(this.#hashOf(this.#arena, from, this.endOf(this.#moved)), this.#moved);
    }
    if (end === this.#inSmaller) this.#smaller = null;
  }
}

function noSlots(count: number): Uint32Array {
  return new Uint32Array(count).fill(noSlot);
}
