import { GrowingUint32 } from '../tree/growing-column.ts';
import { inodeNumber } from '../tree/union-tree.ts';
import type { ContentNumbers } from '../tree/union-tree.ts';

const firstCapacity = 1 << 10;
const entriesPerLayer = 0x1_0000_0000;

/**
 * Files that are known to have equal content, by inode (`inodeOf`). Equal to one and the same file, two files are equal
 * to each other, however many comparisons lie between them. Columns of numbers: a map of a million files would take ten
 * times the room, and the time.
 */
export class ContentClasses implements ContentNumbers {
  /** By layer and entry, one more than the place of the file in the columns below; 0 for one that was never named. */
  #places: Uint32Array[] = [];
  #layer = new GrowingUint32(firstCapacity);
  #entry = new GrowingUint32(firstCapacity);
  /** The place of a file of equal content; its own for the one that stands for all of them. */
  #same = new GrowingUint32(firstCapacity);

  /** What is known, to be added to. */
  static copyOf(known: ContentNumbers): ContentClasses {
    const copy = new ContentClasses();
    if (known instanceof ContentClasses) {
      copy.#places = known.#places.map((column) => column.slice());
      copy.#layer = known.#layer.copy();
      copy.#entry = known.#entry.copy();
      copy.#same = known.#same.copy();
    } else {
      for (const [file, same] of known) copy.join(file, same);
    }
    return copy;
  }

  /** Says that a file has been compared, and that it equals `other`, which may be itself. */
  join(file: number, other: number): void {
    const [one, two] = [this.#first(this.#put(file)), this.#first(this.#put(other))];
    this.#same.set(one, two);
  }

  /** The inode that stands for all files of the same content; undefined for a file that was not compared. */
  get(file: number): number | undefined {
    const place = this.#places[Math.floor(file / entriesPerLayer)]?.[file % entriesPerLayer] ?? 0;
    return place === 0 ? undefined : this.#inode(this.#first(place - 1));
  }

  /** Each file that was compared, and the one that stands for its content. */
  *[Symbol.iterator](): Generator<readonly [file: number, same: number]> {
    for (let place = 0; place < this.#same.length; place++) {
      yield [this.#inode(place), this.#inode(this.#first(place))];
    }
  }

  #put(file: number): number {
    const layer = Math.floor(file / entriesPerLayer);
    const entry = file % entriesPerLayer;
    while (this.#places.length <= layer) this.#places.push(new Uint32Array());
    let column = this.#places[layer]!;
    if (column.length <= entry) {
      const larger = new Uint32Array(Math.max(entry + 1, column.length * 2, firstCapacity));
      larger.set(column);
      this.#places[layer] = larger;
      column = larger;
    }
    if (column[entry] === 0) {
      this.#layer.push(layer);
      this.#entry.push(entry);
      column[entry] = this.#same.push(this.#same.length) + 1;
    }
    return column[entry]! - 1;
  }

  #first(place: number): number {
    let first = place;
    while (this.#same.at(first) !== first) first = this.#same.at(first);
    // The way is made short for the next one who goes it.
    for (let at = place; at !== first;) {
      const next = this.#same.at(at);
      this.#same.set(at, first);
      at = next;
    }
    return first;
  }

  #inode(place: number): number {
    return inodeNumber(this.#layer.at(place), this.#entry.at(place));
  }
}
