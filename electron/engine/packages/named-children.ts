import type { UnionTree } from '../tree/union-tree.ts';

/** Finds children by their names in folders that are asked for many: the names of each are gathered once. */
export class NamedChildren {
  readonly #tree: UnionTree;
  readonly #folders = new Map<number, ReadonlyMap<number, number>>();

  constructor(tree: UnionTree) {
    this.#tree = tree;
  }

  /** The child of a folder that some layer has by the name in `bytes` from `from` to `to`; -1 for none. */
  find(folder: number, bytes: Uint8Array, from = 0, to = bytes.length): number {
    const name = this.#tree.names.find(bytes, from, to);
    return name === -1 ? -1 : (this.#childrenOf(folder).get(name) ?? -1);
  }

  #childrenOf(folder: number): ReadonlyMap<number, number> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const { firstChild, nextSibling, name, nodeCount } = this.#tree;
    const children = new Map<number, number>();
    for (let child = firstChild[folder]!; child < nodeCount; child = nextSibling[child]!) {
      children.set(name[child]!, child);
    }
    this.#folders.set(folder, children);
    return children;
  }
}
