import type { Row, StackRange, ViewOptions, ViewState } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { ChangeCode, treeChanges } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { nameText } from '../tree/paths.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { filterTree } from './filter.ts';
import type { Filtered } from './filter.ts';
import { sortSiblings } from './order.ts';
import { treeRow } from './tree-row.ts';
import { VisibleRows } from './visible-rows.ts';
import type { Line } from './visible-rows.ts';

/**
 * A tree as one window shows it: a range of the stack, a filter, an order, and which folders are open. Answers windows
 * of rows; the rows themselves are node numbers, turned into values only when asked for.
 */
export class TreeView {
  readonly #tree: UnionTree;
  #options: ViewOptions;
  #changes: TreeChanges;
  #filtered: Filtered;
  /** Folders the user opened; while a filter is active, those opened for it instead. */
  #expanded: Uint8Array;
  #expandedByFilter: Uint8Array | null = null;
  #rows: VisibleRows;
  #version = 0;

  /** @throws EngineError `pattern-invalid`, `arguments-invalid` for a range outside the stack. */
  constructor(tree: UnionTree, range: StackRange, options: ViewOptions) {
    this.#tree = tree;
    this.#options = options;
    this.#expanded = new Uint8Array(tree.nodeCount);
    this.#changes = this.#compare(range);
    this.#filtered = filterTree(tree, this.#changes, options);
    this.#rows = this.#apply();
  }

  state(view: number): ViewState {
    return {
      view,
      version: this.#version,
      rowCount: this.#rows.length,
      matches: this.#filtered.matches,
      changes: this.#changes.counts,
      totalBytes: this.#changes.after.bytes[0]!,
    };
  }

  /** Changes range and options; folders that the user opened stay open. Throws as the constructor, changing nothing. */
  configure(range: StackRange, options: ViewOptions): void {
    const old = this.#changes.range;
    const changes =
      range.from === old.from && range.to === old.to ? this.#changes : this.#compare(range);
    const sameFilter = changes === this.#changes && isSameFilter(this.#options, options);
    const filtered = sameFilter ? this.#filtered : filterTree(this.#tree, changes, options);
    if (!sameFilter) this.#expandedByFilter = null;
    this.#changes = changes;
    this.#filtered = filtered;
    this.#options = options;
    this.#rows = this.#apply();
  }

  /** Opens or closes a folder; `deep` does so for all below it too. */
  expand(node: number, expanded: boolean, deep: boolean): void {
    this.#checkNode(node);
    if (node !== 0) this.#rows.setOpen(node, expanded);
    if (deep) {
      this.#markBelow(node, expanded);
      this.#rows.recount();
    }
    this.#version++;
  }

  /** Opens every folder in which something changed, and closes the others. */
  expandChanged(): void {
    const open = this.#open;
    for (let node = 1; node < this.#tree.nodeCount; node++) {
      open[node] = this.#changes.changedInside[node]!;
    }
    this.#rows.recount();
    this.#version++;
  }

  collapseAll(): void {
    this.#open.fill(0);
    this.#rows.recount();
    this.#version++;
  }

  rows(start: number, count: number): readonly Row[] {
    return Array.from(this.#rows.lines(start, count), (line) => this.#row(line));
  }

  /** The line of a node, the folders above it opened; null when the options hide it. */
  reveal(node: number): number | null {
    this.#checkNode(node);
    if (node === 0 || this.#filtered.shown[node] !== 1) return null;
    const { parent } = this.#tree;
    const closed: number[] = [];
    for (let at = parent[node]!; at !== 0; at = parent[at]!) {
      if (this.#open[at] !== 1) closed.push(at);
    }
    for (const folder of closed.toReversed()) this.expand(folder, true, false);
    return this.#rows.rowOf(node);
  }

  /** The next line from `start` on, going around, whose name begins with `prefix` in any case. */
  find(start: number, prefix: string): number | null {
    const small = prefix.toLowerCase();
    const parts = [
      { from: start, count: this.#rows.length - start },
      { from: 0, count: start },
    ];
    for (const { from, count } of parts) {
      let row = from;
      for (const { node } of this.#rows.lines(from, count)) {
        if (nameText(this.#tree, node).toLowerCase().startsWith(small)) return row;
        row++;
      }
    }
    return null;
  }

  get #open(): Uint8Array {
    return this.#expandedByFilter ?? this.#expanded;
  }

  #compare(range: StackRange): TreeChanges {
    const { length } = this.#tree.layers;
    if (range.from > range.to || range.to >= Math.max(length, 1)) {
      throw new EngineError('arguments-invalid', { from: range.from, to: range.to });
    }
    return treeChanges(this.#tree, range);
  }

  #apply(): VisibleRows {
    if (!this.#filtered.active) this.#expandedByFilter = null;
    else this.#expandedByFilter ??= this.#filtered.leads.slice();
    this.#version++;
    return new VisibleRows({
      parent: this.#tree.parent,
      shown: this.#filtered.shown,
      open: this.#open,
      sortedChildren: (folder) => this.#sortedChildren(folder),
    });
  }

  #sortedChildren(folder: number): Uint32Array {
    const nodes: number[] = [];
    const { firstChild, nextSibling } = this.#tree;
    for (let node = firstChild[folder]!; node !== none; node = nextSibling[node]!) {
      if (this.#filtered.shown[node] === 1) nodes.push(node);
    }
    const order = { column: this.#options.sort, descending: this.#options.descending };
    return sortSiblings(this.#tree, this.#changes, order, Uint32Array.from(nodes));
  }

  #markBelow(folder: number, expanded: boolean): void {
    const { parent, nodeCount } = this.#tree;
    const below = new Uint8Array(nodeCount);
    below[folder] = 1;
    for (let node = folder + 1; node < nodeCount; node++) {
      if (below[parent[node]!] !== 1) continue;
      below[node] = 1;
      this.#open[node] = expanded && this.#rows.isExpandable(node) ? 1 : 0;
    }
  }

  #row({ node, depth, position, siblings, expandable }: Line): Row {
    return treeRow(this.#tree, this.#changes, node, {
      depth,
      expandable,
      expanded: expandable && this.#open[node] === 1,
      position: position + 1,
      siblings,
    });
  }

  #checkNode(node: number): void {
    if (node >= this.#tree.nodeCount || this.#changes.change[node] === ChangeCode.absent) {
      throw new EngineError('entry-unknown', { node });
    }
  }
}

function isSameFilter(a: ViewOptions, b: ViewOptions): boolean {
  return (
    a.text === b.text &&
    a.textMode === b.textMode &&
    a.minBytes === b.minBytes &&
    a.maxBytes === b.maxBytes &&
    a.kinds.length === b.kinds.length &&
    a.kinds.every((kind) => b.kinds.includes(kind))
  );
}
