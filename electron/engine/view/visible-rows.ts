/** The lines of a tree grid from top to bottom, with the place of each among its siblings. */
export class VisibleRows {
  #nodes = new Uint32Array(1024);
  #positions = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  node(row: number): number {
    return this.#nodes[row]!;
  }

  /** 0-based place among the siblings shown. */
  position(row: number): number {
    return this.#positions[row]!;
  }

  push(node: number, position: number): void {
    if (this.#length === this.#nodes.length) this.#resize(this.#length * 2);
    this.#nodes[this.#length] = node;
    this.#positions[this.#length++] = position;
  }

  /** Puts the lines of `block` before line `row`. */
  insert(row: number, block: VisibleRows): void {
    const length = this.#length + block.length;
    if (length > this.#nodes.length) this.#resize(Math.max(length, this.#nodes.length * 2));
    for (const [mine, theirs] of [
      [this.#nodes, block.#nodes],
      [this.#positions, block.#positions],
    ] as const) {
      mine.copyWithin(row + block.length, row, this.#length);
      mine.set(theirs.subarray(0, block.length), row);
    }
    this.#length = length;
  }

  /** Takes `count` lines away from line `row` on. */
  remove(row: number, count: number): void {
    this.#nodes.copyWithin(row, row + count, this.#length);
    this.#positions.copyWithin(row, row + count, this.#length);
    this.#length -= count;
  }

  /** The line of a node, or -1. */
  rowOf(node: number): number {
    return this.#nodes.subarray(0, this.#length).indexOf(node);
  }

  #resize(capacity: number): void {
    const nodes = new Uint32Array(capacity);
    nodes.set(this.#nodes.subarray(0, this.#length));
    this.#nodes = nodes;
    const positions = new Uint32Array(capacity);
    positions.set(this.#positions.subarray(0, this.#length));
    this.#positions = positions;
  }
}
