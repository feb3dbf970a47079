import type {
  ChosenAmount,
  ChosenFiles,
  ChosenPaths,
  Row,
  StackRange,
  ViewChoice,
  ViewOptions,
  ViewState,
} from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { ChangeCode } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { nameText } from '../tree/paths.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { ChosenNodes } from './chosen-nodes.ts';
import { chooseAll, chooseRange, visibleNodes } from './choose-rows.ts';
import type { Choosing } from './choose-rows.ts';
import { chosenAmount, chosenFiles, chosenPaths } from './chosen-paths.ts';
import { countSame, countedChanges } from './counted-changes.ts';
import { filterTree } from './filter.ts';
import type { Filtered } from './filter.ts';
import { nodeMatcher } from './name-match.ts';
import type { NodeMatcher } from './name-match.ts';
import { nextChange } from './next-change.ts';
import type { ChangeSteps } from './next-change.ts';
import { sortSiblings } from './order.ts';
import { treeRow } from './tree-row.ts';
import type { Viewed } from './viewed.ts';
import { VisibleRows } from './visible-rows.ts';
import type { Line } from './visible-rows.ts';

/**
 * A tree as one window shows it: a range of the stack, a filter, an order, and which folders are open. Answers windows
 * of rows; the rows themselves are node numbers, turned into values only when asked for.
 */
export class TreeView {
  readonly #viewed: Viewed;
  readonly #tree: UnionTree;
  readonly #chosen: ChosenNodes;
  #options: ViewOptions;
  /** All that differs in the range. */
  #found: TreeChanges;
  /** What of that the options count. */
  #changes: TreeChanges;
  #filtered: Filtered;
  /** Folders the user opened; while a filter is active, those opened for it instead. */
  #expanded: Uint8Array;
  #expandedByFilter: Uint8Array | null = null;
  #rows: VisibleRows;
  #version = 0;

  /**
   * `named` is the matcher of the options' text. Where a user chose that text it comes from elsewhere: a pattern may take
   * forever here.
   *
   * @throws EngineError `pattern-invalid`, `arguments-invalid` for a range outside of what is viewed.
   */
  constructor(
    viewed: Viewed,
    range: StackRange,
    options: ViewOptions,
    named: NodeMatcher | null = nodeMatcher(viewed.tree, options),
  ) {
    this.#viewed = viewed;
    this.#tree = viewed.tree;
    this.#chosen = new ChosenNodes(this.#tree.nodeCount);
    this.#options = options;
    this.#expanded = new Uint8Array(this.#tree.nodeCount);
    this.#found = viewed.changes(range);
    this.#changes = countedChanges(this.#tree, this.#found, options);
    this.#filtered = filterTree(this.#tree, this.#changes, options, named);
    this.#rows = this.#apply();
  }

  /** What the text of the options is held against. */
  get paths(): TreePaths {
    return this.#tree;
  }

  state(view: number): ViewState {
    return {
      view,
      version: this.#version,
      rowCount: this.#rows.length,
      matches: this.#filtered.matches,
      changes: this.#found.counts,
      moved: this.#found.movedTo.count,
      timeOnly: this.#found.timeOnly,
      totalBytes: this.#changes.after.bytes[0]!,
      chosen: this.#chosen.count,
      onlyChosen: this.#onlyChosen(),
    };
  }

  /**
   * Changes range and options; folders that the user opened stay open, and chosen paths that are there stay chosen. Throws
   * as the constructor, changing nothing.
   */
  configure(
    range: StackRange,
    options: ViewOptions,
    named: NodeMatcher | null = nodeMatcher(this.#tree, options),
  ): void {
    const old = this.#found.range;
    const isSame = range.from === old.from && range.to === old.to;
    const found = isSame ? this.#found : this.#viewed.changes(range);
    const changes =
      isSame && countSame(this.#options, options)
        ? this.#changes
        : countedChanges(this.#tree, found, options);
    const sameFilter = changes === this.#changes && isSameFilter(this.#options, options);
    const filtered = sameFilter ? this.#filtered : filterTree(this.#tree, changes, options, named);
    if (!sameFilter) this.#expandedByFilter = null;
    this.#found = found;
    this.#changes = changes;
    this.#filtered = filtered;
    this.#options = options;
    if (!isSame) this.#chosen.keep((node) => this.#isThere(node));
    this.#rows = this.#apply();
  }

  /**
   * Changes what is chosen. What is not there in the range cannot be, and the root never is.
   *
   * @throws EngineError `entry-unknown` for a number that is no path, changing nothing.
   */
  choose(choice: ViewChoice): void {
    switch (choice.how) {
      case 'none':
        this.#chosen.clear();
        break;
      case 'all':
        chooseAll(this.#choosing());
        break;
      case 'toggle':
        this.#checkKnown(choice.node);
        if (this.#isThere(choice.node)) this.#chosen.toggle(choice.node);
        break;
      case 'range':
        this.#checkKnown(choice.from);
        this.#checkKnown(choice.to);
        chooseRange(this.#choosing(), choice);
        break;
    }
    this.#version++;
  }

  /** What the chosen paths come to. */
  chosenAmount(): ChosenAmount {
    const visible = visibleNodes(this.#choosing());
    return chosenAmount(this.#tree, this.#changes, this.#chosen, visible);
  }

  /** What has to be taken for all chosen paths. */
  chosenFiles(): ChosenFiles {
    return chosenFiles(this.#tree, this.#changes, this.#chosen);
  }

  /** At most `most` of the chosen paths. */
  chosenPaths(most: number): ChosenPaths {
    return chosenPaths(this.#tree, this.#chosen, most);
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

  /** The line of a node, the folders above it opened; null when the options hide it, or it is not there in the range. */
  reveal(node: number): number | null {
    this.#checkKnown(node);
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

  /** The line of the next path that differs, as `nextChange` finds it, the folders above it opened. */
  nextChange(from: number | null, backward: boolean): number | null {
    if (from !== null) this.#checkNode(from);
    const { change, changedInside } = this.#changes;
    const steps: ChangeSteps = {
      parent: this.#tree.parent,
      children: (folder) => this.#rows.children(folder),
      differs: (node) => change[node] !== ChangeCode.unchanged,
      differsInside: (folder) => changedInside[folder] === 1,
    };
    const node = nextChange(steps, from, backward);
    return node === null ? null : this.reveal(node);
  }

  get #open(): Uint8Array {
    return this.#expandedByFilter ?? this.#expanded;
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
    return sortSiblings(this.#viewed, this.#changes, order, Uint32Array.from(nodes));
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

  #choosing(): Choosing {
    const { parent } = this.#tree;
    const { shown, meant } = this.#filtered;
    return { parent, shown, meant, open: this.#open, rows: this.#rows, chosen: this.#chosen };
  }

  #onlyChosen(): Row | null {
    if (this.#chosen.count !== 1) return null;
    const [node = 0] = this.#chosen.nodes();
    const expandable = this.#rows.isExpandable(node);
    return this.#row({ node, depth: 0, position: 0, siblings: 1, expandable });
  }

  #row({ node, depth, position, siblings, expandable }: Line): Row {
    return treeRow(this.#viewed, this.#changes, node, {
      chosen: this.#chosen.has(node),
      depth,
      expandable,
      expanded: expandable && this.#open[node] === 1,
      position: position + 1,
      siblings,
    });
  }

  #checkNode(node: number): void {
    this.#checkKnown(node);
    if (node !== 0 && !this.#isThere(node)) throw new EngineError('entry-unknown', { node });
  }

  /** A path, not the root, that is there at one end of the range. */
  #isThere(node: number): boolean {
    return node !== 0 && this.#changes.change[node] !== ChangeCode.absent;
  }

  #checkKnown(node: number): void {
    if (node >= this.#tree.nodeCount) throw new EngineError('entry-unknown', { node });
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
