/** A column of 32-bit numbers that grows as it is filled. */
export class GrowingUint32 {
  #values: Uint32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#values = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Appends a value and answers its position. */
  push(value: number): number {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    return this.#length++;
  }

  at(position: number): number {
    return this.#values[position]!;
  }

  set(position: number, value: number): void {
    this.#values[position] = value;
  }

  copy(): GrowingUint32 {
    const copy = new GrowingUint32(0);
    copy.#values = this.#values.slice();
    copy.#length = this.#length;
    return copy;
  }

  clear(): void {
    this.#length = 0;
  }

  /** The filled part; with `trim` a copy of just that size, so that the spare room is given back. */
  values(trim = false): Uint32Array {
    return trim ? this.#values.slice(0, this.#length) : this.#values.subarray(0, this.#length);
  }
}
