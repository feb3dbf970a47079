import { GrowingUint32 } from './growing-column.ts';
import type { RepeatedEntries } from './union-tree.ts';

/** Collects entries of paths that the same layer holds once more. */
export class RepeatedLog {
  readonly #node = new GrowingUint32(8);
  readonly #layer = new GrowingUint32(8);
  readonly #entry = new GrowingUint32(8);

  add(node: number, layer: number, entry: number): void {
    this.#node.push(node);
    this.#layer.push(layer);
    this.#entry.push(entry);
  }

  columns(): RepeatedEntries {
    return {
      node: this.#node.values(true),
      layer: this.#layer.values(true),
      entry: this.#entry.values(true),
    };
  }
}
