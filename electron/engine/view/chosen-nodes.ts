/** Paths of a tree that a user has chosen. Costs nothing while none are, else a byte for each path of the tree. */
export class ChosenNodes {
  readonly #nodeCount: number;
  #flags: Uint8Array | null = null;
  #count = 0;

  constructor(nodeCount: number) {
    this.#nodeCount = nodeCount;
  }

  get count(): number {
    return this.#count;
  }

  /** 1 for a chosen node; null where none is. To be read only. */
  get flags(): Uint8Array | null {
    return this.#flags;
  }

  has(node: number): boolean {
    return this.#flags !== null && this.#flags[node] === 1;
  }

  add(node: number): void {
    this.#flags ??= new Uint8Array(this.#nodeCount);
    if (this.#flags[node] === 1) return;
    this.#flags[node] = 1;
    this.#count++;
  }

  toggle(node: number): void {
    if (!this.has(node)) this.add(node);
    else {
      this.#flags![node] = 0;
      this.#count--;
    }
  }

  clear(): void {
    this.#flags = null;
    this.#count = 0;
  }

  /** Lets those go that `stays` refuses. */
  keep(stays: (node: number) => boolean): void {
    for (const node of this.nodes()) {
      if (!stays(node)) this.toggle(node);
    }
  }

  /** By their numbers, so a folder comes before what is in it. */
  *nodes(): Generator<number, void, undefined> {
    const flags = this.#flags;
    if (flags === null) return;
    for (let node = 0; node < flags.length; node++) {
      if (flags[node] === 1) yield node;
    }
  }
}
