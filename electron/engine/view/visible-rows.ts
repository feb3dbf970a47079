/** One line of a tree grid. */
export interface Line {
  readonly node: number;
  /** 0 for the children of the root. */
  readonly depth: number;
  /** 0-based place among the siblings shown, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** Whether anything is shown in it. */
  readonly expandable: boolean;
}

/** A line, and how many of those after it lie in it. */
export interface Span {
  readonly node: number;
  /** At least 1: its own. */
  readonly lines: number;
}

interface Folder {
  /** The children shown, in order. */
  readonly children: Uint32Array;
  /** How many lines the children up to each one take, that one with its own included; null when that has changed. */
  ends: Uint32Array | null;
}

/** What the lines of a grid are made from. */
export interface RowSource {
  /** By node; a parent has a lower number than its children. */
  readonly parent: Uint32Array;
  /** 1 for a node that is shown when the folders above it are open. */
  readonly shown: Uint8Array;
  /** 1 for a folder that is open. Changed by `VisibleRows` alone, or followed by a call of `recount`. */
  readonly open: Uint8Array;
  /** The shown children of a folder, in order. */
  readonly sortedChildren: (folder: number) => Uint32Array;
}

/**
 * The lines of a tree grid from top to bottom. No list of them is kept: only how many lie in each folder, so that
 * opening all of a million paths is one pass of adding, and only folders that come into a window are ever sorted.
 */
export class VisibleRows {
  readonly #source: RowSource;
  /** Lines in a folder while it is open, whether it is or not. */
  readonly #inside: Uint32Array;
  readonly #folders = new Map<number, Folder>();

  constructor(source: RowSource) {
    this.#source = source;
    this.#inside = new Uint32Array(source.parent.length);
    this.recount();
  }

  get length(): number {
    return this.#inside[0]!;
  }

  /** To be called after `open` was changed. */
  recount(): void {
    const { parent, shown } = this.#source;
    this.#inside.fill(0);
    for (let node = parent.length - 1; node > 0; node--) {
      if (shown[node] === 1) this.#inside[parent[node]!]! += this.#linesOf(node);
    }
    for (const folder of this.#folders.values()) folder.ends = null;
  }

  /** Opens or closes one folder, and leaves those in it as they are. */
  setOpen(folder: number, isOpen: boolean): void {
    const { parent, open, shown } = this.#source;
    const before = this.#linesOf(folder);
    open[folder] = isOpen ? 1 : 0;
    const added = this.#linesOf(folder) - before;
    if (shown[folder] !== 1) return;
    for (let node = folder; node !== 0;) {
      node = parent[node]!;
      this.#inside[node]! += added;
      const known = this.#folders.get(node);
      if (known !== undefined) known.ends = null;
      if (open[node] !== 1) return;
    }
  }

  /** Whether anything is shown in a folder. */
  isExpandable(folder: number): boolean {
    return this.#inside[folder]! > 0;
  }

  /** The children shown of a folder, open or not, in order. */
  children(folder: number): Uint32Array {
    return this.#folder(folder).children;
  }

  /** `count` lines from line `start` on, fewer at the end. */
  *lines(start: number, count: number): Generator<Line, void, undefined> {
    const path = start < this.length ? this.#pathTo(start) : [];
    for (let left = count; left > 0;) {
      const level = path.at(-1);
      if (level === undefined) return;
      const node = level.children[level.next];
      if (node === undefined) {
        path.pop();
        continue;
      }
      const expandable = this.isExpandable(node);
      yield {
        node,
        depth: path.length - 1,
        position: level.next++,
        siblings: level.children.length,
        expandable,
      };
      left--;
      if (expandable && this.#source.open[node] === 1) {
        path.push({ children: this.#folder(node).children, next: 0 });
      }
    }
  }

  /**
   * The same lines, but a folder whose lines are all among them stands for these: it comes with their number, its own
   * included, and nothing in it is put in order for that.
   */
  *spans(start: number, count: number): Generator<Span, void, undefined> {
    const path = start < this.length ? this.#pathTo(start) : [];
    for (let left = count; left > 0;) {
      const level = path.at(-1);
      if (level === undefined) return;
      const node = level.children[level.next++];
      if (node === undefined) {
        path.pop();
        continue;
      }
      const whole = this.#linesOf(node);
      const lines = whole <= left ? whole : 1;
      yield { node, lines };
      left -= lines;
      if (lines < whole) path.push({ children: this.#folder(node).children, next: 0 });
    }
  }

  /** The line of a node, or -1 when it is not shown or lies in a closed folder. */
  rowOf(node: number): number {
    const { parent, shown, open } = this.#source;
    if (node === 0 || shown[node] !== 1) return -1;
    let row = -1;
    for (let at = node; at !== 0; at = parent[at]!) {
      if (at !== node && open[at] !== 1) return -1;
      const folder = this.#folder(parent[at]!);
      const place = folder.children.indexOf(at);
      row += 1 + (place === 0 ? 0 : this.#endsOf(folder)[place - 1]!);
    }
    return row;
  }

  /** Where each level of the tree stands when line `row` is the next one. */
  #pathTo(row: number): { readonly children: Uint32Array; next: number }[] {
    const path: { readonly children: Uint32Array; next: number }[] = [];
    let folder = this.#folder(0);
    for (let left = row; ;) {
      const ends = this.#endsOf(folder);
      const place = firstAbove(ends, left);
      if (place > 0) left -= ends[place - 1]!;
      path.push({ children: folder.children, next: place + (left === 0 ? 0 : 1) });
      if (left === 0) return path;
      left--;
      folder = this.#folder(folder.children[place]!);
    }
  }

  #linesOf(node: number): number {
    return this.#source.open[node] === 1 ? 1 + this.#inside[node]! : 1;
  }

  #folder(node: number): Folder {
    const known = this.#folders.get(node);
    if (known !== undefined) return known;
    const folder = { children: this.#source.sortedChildren(node), ends: null };
    this.#folders.set(node, folder);
    return folder;
  }

  #endsOf(folder: Folder): Uint32Array {
    if (folder.ends !== null) return folder.ends;
    const { children } = folder;
    const ends = new Uint32Array(children.length);
    for (let place = 0, sum = 0; place < children.length; place++) {
      sum += this.#linesOf(children[place]!);
      ends[place] = sum;
    }
    folder.ends = ends;
    return ends;
  }
}

/** The place of the first of ascending numbers that is greater than `value`. */
function firstAbove(ends: Uint32Array, value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
