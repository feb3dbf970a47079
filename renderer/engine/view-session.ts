import { failureOf } from '../../shared/contract/frames.ts';
import type {
  ChosenFiles,
  ChosenPaths,
  Row,
  StackRange,
  ViewChoice,
  ViewOptions,
  ViewState,
} from '../../shared/model/view.ts';
import { engine } from './client.ts';
import { RowPages, pageRows } from './row-pages.ts';
import { showFew } from './show-few.ts';
import { ViewChooser } from './view-chooser.ts';
import { noSnapshot } from './view-snapshot.ts';
import type { ViewSnapshot } from './view-snapshot.ts';
import { openView } from './view-target.ts';
import type { ViewTarget } from './view-target.ts';

/** A change of the view of a number. */
type Operation = (view: number) => Promise<ViewState>;

/** Where the cursor goes after a change: to the row of a path, nowhere, to a row; or it stays where it has come to. */
type Follow = (state: ViewState) => number | null | 'stay' | { readonly row: number };

/**
 * A view of the engine and the rows of it that have been asked for. A change of the view shows only when the rows that
 * are in sight have arrived, so nothing flickers; rows of an older version are never shown among newer ones.
 */
export class ViewSession {
  readonly target: ViewTarget;
  readonly #onNode: (node: number) => void;
  readonly #listeners = new Set<() => void>();
  #snapshot = noSnapshot;
  #pages = new RowPages(-1);
  #asked = new Set<number>();
  #first = 0;
  #count = 60;
  #latest = 0;
  #ended = false;
  /** True once the user has opened, closed or chosen something: from then on nothing unfolds by itself. */
  #touched = false;
  /** Changes under way that may shift the rows. */
  #shifting = 0;
  /** Counts the questions what the chosen paths come to. */
  #reckoning = 0;
  #range: StackRange;
  #opened: Promise<number>;
  /** Chooses several lines. Moving the cursor lets go of them. */
  readonly choice = new ViewChooser({
    snapshot: () => this.#snapshot,
    row: (index) => this.row(index),
    load: (index) => this.load(index),
    place: (index) => void this.#place(index),
    choose: (choice) => this.#choose(choice),
    forget: () => this.#set({ chosen: 0, amount: null }),
  });

  /** `onNode` hears which path the cursor came to stand on. */
  constructor(
    target: ViewTarget,
    range: StackRange,
    options: ViewOptions,
    node: number | null,
    onNode: (node: number) => void,
  ) {
    this.target = target;
    this.#onNode = onNode;
    this.#range = range;
    // A pattern may be none, or take long: the view is there without it first, so that it can be set right.
    const isPattern = options.textMode !== 'text' && options.text !== '';
    const opening = openView(target, range, isPattern ? { ...options, text: '' } : options);
    this.#opened = opening.then(({ view }) => view);
    this.#opened.catch(() => undefined);
    const shown = this.#change(
      async () => showFew(target, await opening),
      () => node,
    );
    if (isPattern) void shown.then(() => this.#addPattern(options, node));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): ViewSnapshot => this.#snapshot;

  /** The row at an index; null while it is on its way. */
  row(index: number): Row | null {
    return this.#pages.row(index);
  }

  /** The row the cursor is on. */
  cursorRow(): Row | null {
    return this.row(this.#snapshot.cursor);
  }

  /** The row that is meant where one is; null where several are chosen. */
  meantRow(): Row | null {
    const { chosen, state } = this.#snapshot;
    if (chosen === 0) return this.cursorRow();
    return chosen === 1 ? (state?.onlyChosen ?? null) : null;
  }

  /** Whether a row is one of those that are meant. */
  isMeant(index: number): boolean {
    const { chosen, cursor } = this.#snapshot;
    return chosen === 0 ? index === cursor : this.row(index)?.chosen === true;
  }

  /** Says which rows are in sight; they and one page to either side are fetched. */
  show(first: number, count: number): void {
    this.#first = first;
    this.#count = count;
    const { state } = this.#snapshot;
    if (state === null) return;
    for (const page of this.#pages.missing(
      first - pageRows / 2,
      count + pageRows,
      state.rowCount,
    )) {
      void this.#fetch(page, this.#pages, state.view);
    }
  }

  /** Changes what is shown and in which order; the cursor goes to the path `node` where that is shown. */
  configure(range: StackRange, options: ViewOptions, node: number | null): void {
    const anew = !this.#touched && node === null && !sameRange(this.#range, range);
    this.#range = range;
    void this.#change(
      async (view) => {
        if (anew) await engine.call('view.collapseAll', { view });
        const state = await engine.call('view.configure', { view, range, options });
        return anew ? showFew(this.target, state) : state;
      },
      () => node,
    );
  }

  /** Opens or closes the folder at an index. The cursor stays on its path, or goes to the folder that hides it. */
  expand(index: number, expanded: boolean, deep = false): void {
    const row = this.row(index);
    if (row === null || !row.expandable) return;
    this.#touched = true;
    const { cursor, state } = this.#snapshot;
    const before = state?.rowCount ?? 0;
    void this.#change(
      (view) => engine.call('view.expand', { view, node: row.node, expanded, deep }),
      (after) => {
        const grown = after.rowCount - before;
        if (cursor <= index) return { row: cursor };
        return { row: cursor <= index - grown ? index : cursor + grown };
      },
    );
  }

  expandChanged(): void {
    this.#touched = true;
    const node = this.cursorRow()?.node ?? null;
    void this.#change(
      (view) => engine.call('view.expandChanged', { view }),
      () => node,
    );
  }

  collapseAll(): void {
    this.#touched = true;
    void this.#change(
      (view) => engine.call('view.collapseAll', { view }),
      () => ({ row: 0 }),
    );
  }

  /** Brings a path into sight, its folders opened, and puts the cursor on it. False when the options hide it. */
  async reveal(node: number): Promise<boolean> {
    this.choice.clear();
    await this.#change(
      async (view) => (await engine.call('view.reveal', { view, node })).state,
      () => node,
    );
    return this.cursorRow()?.node === node;
  }

  /**
   * Goes to the next changed path below the cursor, or the one above it, its folders opened; from the last one to the
   * first. False when the options show no change.
   */
  async nextChange(backward: boolean): Promise<boolean> {
    this.#touched = true;
    this.choice.clear();
    const from = this.cursorRow()?.node ?? null;
    let found: number | null = null;
    await this.#change(
      async (view) => {
        const { state, row } = await engine.call('view.nextChange', { view, from, backward });
        found = row;
        return state;
      },
      () => (found === null ? from : { row: found }),
    );
    return found !== null;
  }

  /** Puts the cursor on a row and brings it into sight; nothing else is chosen then. */
  async moveTo(index: number): Promise<void> {
    this.choice.clear();
    await this.#place(index);
  }

  async #place(index: number): Promise<void> {
    const { state } = this.#snapshot;
    if (state === null || state.rowCount === 0) return;
    this.#touched = true;
    const cursor = Math.min(state.rowCount - 1, Math.max(0, index));
    this.#set({ cursor, sight: cursor, revealed: this.#snapshot.revealed + 1 });
    const row = await this.load(cursor);
    if (row !== null && this.#snapshot.cursor === cursor) this.#onNode(row.node);
  }

  /** The row at an index, fetched when it is not here; null when the view has moved on or ended meanwhile. */
  async load(index: number): Promise<Row | null> {
    const { state } = this.#snapshot;
    if (state === null) return null;
    const pages = this.#pages;
    for (const page of pages.missing(index, 1, state.rowCount)) {
      // One page at most: a row lies in one.
      await this.#fetch(page, pages, state.view, true);
    }
    return this.#pages === pages ? pages.row(index) : null;
  }

  /** Index of the next row from `start` on whose name begins with `prefix`. */
  async find(start: number, prefix: string): Promise<number | null> {
    const { state } = this.#snapshot;
    if (state === null) return null;
    return (await engine.call('view.find', { view: state.view, start, prefix })).row;
  }

  /** What has to be taken for all that is chosen. */
  chosenFiles(): Promise<ChosenFiles> {
    return this.#opened.then((view) => engine.call('view.chosenFiles', { view }));
  }

  /** The first of the chosen paths. */
  chosenPaths(most: number): Promise<ChosenPaths> {
    return this.#opened.then((view) => engine.call('view.chosenPaths', { view, most }));
  }

  close(): void {
    this.#ended = true;
    this.#listeners.clear();
    void this.#opened
      .then(async (view) => engine.call('view.close', { view }))
      .catch(() => undefined);
  }

  /** Filters by the pattern that the view was opened without, unless something newer has been asked for. */
  #addPattern(options: ViewOptions, node: number | null): void {
    const isNewest = this.#latest === 1 && !this.#ended;
    if (isNewest && this.#snapshot.state !== null) this.configure(this.#range, options, node);
  }

  /** Changes what is chosen. The cursor stays where it is, or on its path where another change shifts the rows. */
  #choose(choice: ViewChoice): Promise<void> {
    this.#touched = true;
    const node = this.#shifting > 0 ? (this.cursorRow()?.node ?? 'stay') : 'stay';
    return this.#carryOut(
      (view) => engine.call('view.choose', { view, choice }),
      () => node,
    );
  }

  /** Asks what is chosen comes to, unless that has been asked anew meanwhile. */
  async #reckon(view: number): Promise<void> {
    this.#reckoning += 1;
    const turn = this.#reckoning;
    if (this.#snapshot.chosen === 0) {
      if (this.#snapshot.amount !== null) this.#set({ amount: null });
      return;
    }
    const amount = await engine.call('view.chosenAmount', { view }).catch(() => null);
    const isWanted = turn === this.#reckoning && this.#snapshot.chosen > 0 && !this.#ended;
    if (isWanted) this.#set({ amount });
  }

  /**
   * Carries out a change of the view and shows the outcome. When several overlap only the last one is shown: its state
   * holds the others.
   */
  async #change(operation: Operation, follow: Follow): Promise<void> {
    this.#shifting += 1;
    await this.#carryOut(operation, follow);
    this.#shifting -= 1;
  }

  async #carryOut(operation: Operation, follow: Follow): Promise<void> {
    this.#latest += 1;
    const turn = this.#latest;
    const overtaken = (): boolean => this.#ended || turn !== this.#latest;
    this.#set({ busy: true });
    try {
      const view = turn === 1 ? 0 : await this.#opened;
      let state = await operation(view);
      if (overtaken()) return;
      const goal = follow(state);
      const stays = goal === 'stay';
      let cursor = stays
        ? this.#snapshot.cursor
        : typeof goal === 'object'
          ? (goal?.row ?? -1)
          : -1;
      if (typeof goal === 'number') {
        const revealed = await engine.call('view.reveal', { view: state.view, node: goal });
        if (overtaken()) return;
        state = revealed.state;
        cursor = revealed.row ?? -1;
      }
      cursor = Math.min(cursor, state.rowCount - 1);
      const pages = new RowPages(state.version);
      const first = Math.max(0, Math.min(this.#first, state.rowCount - this.#count));
      const wanted = new Set([
        ...pages.missing(first, this.#count, state.rowCount),
        ...(cursor < 0 ? [] : pages.missing(cursor - 20, 60, state.rowCount)),
      ]);
      await Promise.all([...wanted].map(async (page) => this.#fetch(page, pages, state.view)));
      if (overtaken()) return;
      this.#pages = pages;
      this.#asked = new Set();
      this.#set({
        state,
        chosen: state.chosen,
        failure: null,
        busy: false,
        ...(!stays && {
          cursor,
          // Where the path is not shown any more, other lines than before are in its place: they are seen from the top.
          sight: cursor < 0 && (typeof goal === 'number' || goal === null) ? 0 : cursor,
          revealed: this.#snapshot.revealed + 1,
        }),
      });
      const row = this.cursorRow();
      if (row !== null) this.#onNode(row.node);
      // Lines may have come into sight while this was under way.
      this.show(this.#first, this.#count);
      await this.#reckon(state.view);
    } catch (thrown) {
      if (!overtaken()) this.#set({ failure: failureOf(thrown), busy: false });
    }
  }

  async #fetch(page: number, pages: RowPages, view: number, again = false): Promise<void> {
    const shown = pages === this.#pages;
    if (shown && this.#asked.has(page) && !again) return;
    if (shown) this.#asked.add(page);
    try {
      const { version, rows } = await engine.call('view.rows', {
        view,
        start: page * pageRows,
        count: pageRows,
      });
      if (version !== pages.version || this.#ended) return;
      pages.put(page, rows);
      if (pages === this.#pages) this.#set({});
    } catch (thrown) {
      if (shown && !this.#ended) this.#set({ failure: failureOf(thrown) });
    } finally {
      if (shown) this.#asked.delete(page);
    }
  }

  #set(change: Partial<ViewSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function sameRange(one: StackRange, other: StackRange): boolean {
  return one.from === other.from && one.to === other.to;
}
