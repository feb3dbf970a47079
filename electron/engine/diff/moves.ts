import { none } from '../tree/union-tree.ts';

/** Where paths have moved, from either side to the other, by node. */
export interface Moves {
  /** Files that have moved. */
  readonly count: number;
  /** For a moved path the path of its file on the other side. */
  get(node: number): number | undefined;
}

/** Says of every path that it has not moved. */
export const noMoves: Moves = { count: 0, get: () => undefined };

/** Moves while they are found. A column, as whole trees may have moved. */
export class MoveColumn implements Moves {
  readonly #other: Uint32Array;
  #count = 0;

  constructor(nodeCount: number) {
    this.#other = new Uint32Array(nodeCount).fill(none);
  }

  get count(): number {
    return this.#count;
  }

  add(from: number, to: number): void {
    this.#other[from] = to;
    this.#other[to] = from;
    this.#count++;
  }

  get(node: number): number | undefined {
    const other = this.#other[node];
    return other === none ? undefined : other;
  }
}
