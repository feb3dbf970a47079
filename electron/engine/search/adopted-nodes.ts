import type { NameTable } from '../tree/name-table.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** The nodes of a tree as those of a catalog, each looked up once. */
export class AdoptedNodes {
  readonly #tree: UnionTree;
  readonly #names: NameTable;
  readonly #child: (parent: number, name: number) => number;
  readonly #nodeOf: Uint32Array;
  readonly #nameOf: Uint32Array;

  constructor(
    tree: UnionTree,
    catalog: {
      readonly names: NameTable;
      readonly child: (parent: number, name: number) => number;
    },
  ) {
    this.#tree = tree;
    this.#names = catalog.names;
    this.#child = catalog.child;
    this.#nodeOf = new Uint32Array(tree.nodeCount).fill(none);
    this.#nodeOf[0] = 0;
    this.#nameOf = new Uint32Array(tree.names.count).fill(none);
  }

  of(node: number): number {
    const { parent } = this.#tree;
    const known = this.#nodeOf[node]!;
    if (known !== none) return known;
    const unknown: number[] = [];
    let at = node;
    for (; this.#nodeOf[at] === none; at = parent[at]!) unknown.push(at);
    let adopted = this.#nodeOf[at]!;
    for (const below of unknown.reverse()) {
      adopted = this.#child(adopted, this.#name(this.#tree.name[below]!));
      this.#nodeOf[below] = adopted;
    }
    return adopted;
  }

  #name(name: number): number {
    const known = this.#nameOf[name]!;
    if (known !== none) return known;
    const bytes = this.#tree.names.bytes(name);
    const made = this.#names.intern(bytes, 0, bytes.length);
    this.#nameOf[name] = made;
    return made;
  }
}
