import { failureOf } from '../../shared/contract/frames.ts';
import type { Failure } from '../../shared/model/job.ts';
import type {
  FollowedHit,
  SearchHit,
  SearchOrder,
  SearchQuery,
  SearchResults,
  SearchSummary,
} from '../../shared/model/search.ts';
import { RowPages, pageRows } from './row-pages.ts';

/** What is looked for, and in which order the hits come. */
export interface SearchWish {
  readonly query: SearchQuery;
  readonly order: SearchOrder;
}

/** Asks the engine for a part of what matches: `search.find`. */
export type FindHits = (
  wish: SearchWish & {
    readonly start: number;
    readonly count: number;
    readonly follow?: FollowedHit;
  },
  signal: AbortSignal,
) => Promise<SearchResults>;

/** What the list of hits needs to draw itself. A new object with every change. */
export interface SearchSnapshot {
  /** What the hits shown were found for; null before anything was. */
  readonly shown: SearchWish | null;
  /** What is known of the hits as a whole; null before anything was found out. */
  readonly results: SearchSummary | null;
  /** Why the last search came to nothing; the hits of the one before stay. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** Index of the hit the keyboard is on; -1 for none. */
  readonly cursor: number;
  /** The hit to be brought into sight each time `revealed` changes. */
  readonly sight: number;
  readonly revealed: number;
}

/** Where the cursor is to be, and what is to be brought into sight; the cursor follows its hit without the latter. */
interface Goal {
  readonly cursor: number;
  readonly sight: number | null;
}

/** Hits that may be in sight at once: those are fetched before anything new is shown. */
const sightRows = 80;

const nothing: SearchSnapshot = {
  shown: null,
  results: null,
  failure: null,
  busy: false,
  cursor: -1,
  sight: 0,
  revealed: 0,
};

/**
 * A search and the hits of it that have been asked for. A new wish ends what is under way, and shows only when its first
 * hits have arrived: until then those before it stay. One call at a time, as the engine ends the one before.
 */
export class SearchSession {
  readonly #find: FindHits;
  readonly #onHit: (hit: SearchHit | null) => void;
  readonly #listeners = new Set<() => void>();
  #snapshot = nothing;
  #pages = new RowPages<SearchHit>(0);
  #sight = { first: 0, count: 0 };
  #controller = new AbortController();
  #fetching = false;

  /** `onHit` hears which hit the cursor came to stand on. */
  constructor(find: FindHits, onHit: (hit: SearchHit | null) => void) {
    this.#find = find;
    this.#onHit = onHit;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): SearchSnapshot => this.#snapshot;

  /** The hit at an index; null while it is on its way. */
  hit(index: number): SearchHit | null {
    return this.#pages.row(index);
  }

  /** Looks for something else, seen from the first hit on. */
  async search(wish: SearchWish): Promise<void> {
    await this.#start(wish, 0, { cursor: 0, sight: 0 });
  }

  /** Looks for the same once more, as there may be more to find; the cursor stays on its hit, and that in its place. */
  async refresh(): Promise<void> {
    const { shown, cursor } = this.#snapshot;
    if (shown !== null) await this.#start(shown, this.#sight.first, { cursor, sight: null });
  }

  /** Forgets what was found. */
  clear(): void {
    this.#controller.abort();
    this.#pages = new RowPages(this.#pages.version + 1);
    this.#set({ ...nothing, revealed: this.#snapshot.revealed });
    this.#onHit(null);
  }

  /** Says which hits are in sight; they and some to either side are fetched. */
  show(first: number, count: number): void {
    this.#sight = { first, count };
    void this.#fetch();
  }

  /** Puts the cursor on a hit and brings it into sight. */
  moveTo(index: number): void {
    const count = this.#snapshot.results?.count ?? 0;
    if (count === 0) return;
    const cursor = Math.min(count - 1, Math.max(0, index));
    this.#set({ cursor, sight: cursor, revealed: this.#snapshot.revealed + 1 });
    this.#onHit(this.hit(cursor));
  }

  async #start(wish: SearchWish, from: number, goal: Goal): Promise<void> {
    this.#controller.abort();
    const controller = new AbortController();
    this.#controller = controller;
    this.#fetching = false;
    this.#set({ busy: true });
    const { signal } = controller;
    try {
      // What begins at the first hit is found anew; further pages are those of what was found then.
      const { hits, followed, ...results } = await this.#find(
        { ...wish, start: 0, count: pageRows, ...this.#followed(goal) },
        signal,
      );
      if (signal.aborted) return;
      const moved = followed === null ? 0 : followed - goal.cursor;
      const first = Math.max(0, from + moved);
      const pages = new RowPages<SearchHit>(this.#pages.version + 1);
      pages.put(0, hits);
      for (const page of pages.missing(first, sightRows, results.count)) {
        const part = await this.#find({ ...wish, start: page * pageRows, count: pageRows }, signal);
        if (signal.aborted) return;
        pages.put(page, part.hits);
      }
      this.#pages = pages;
      const { revealed } = this.#snapshot;
      const sight = moved !== 0 && this.#isInSight(goal.cursor) ? goal.cursor + moved : goal.sight;
      this.#set({
        shown: wish,
        results,
        failure: null,
        busy: false,
        cursor: Math.min(Math.max(0, goal.cursor + moved), results.count - 1),
        ...(sight === null ? {} : { sight, revealed: revealed + 1 }),
      });
      this.#onHit(this.hit(this.#snapshot.cursor));
      await this.#fetch();
    } catch (thrown) {
      if (!signal.aborted) this.#set({ failure: failureOf(thrown), busy: false });
    }
  }

  /** What is asked for so that the cursor can stay on its hit: nothing when another one is wanted. */
  #followed({ cursor, sight }: Goal): { readonly follow?: FollowedHit } {
    const place = sight === null ? this.hit(cursor)?.places[0] : undefined;
    if (place === undefined) return {};
    const { grant, image, node, layer } = place;
    return { follow: { grant, image, node, layer } };
  }

  #isInSight(index: number): boolean {
    const { first, count } = this.#sight;
    return index >= first && index < first + count;
  }

  /** Fetches what is in sight and not here, a page at a time. */
  async #fetch(): Promise<void> {
    const { shown, results, busy } = this.#snapshot;
    if (this.#fetching || busy || shown === null || results === null) return;
    const { signal } = this.#controller;
    const pages = this.#pages;
    this.#fetching = true;
    try {
      for (let page = this.#wanted(pages); page !== undefined; page = this.#wanted(pages)) {
        // One call at a time: the engine ends what is under way when it is asked anew.
        const found = await this.#find(
          { ...shown, start: page * pageRows, count: pageRows },
          signal,
        );
        if (signal.aborted) return;
        if (found.count !== results.count) {
          // More has been read meanwhile: places in the list are no longer what they were.
          void this.refresh();
          return;
        }
        pages.put(page, found.hits);
        this.#set({});
        if (this.#snapshot.cursor >= 0) this.#onHit(this.hit(this.#snapshot.cursor));
        if (found.hits.length === 0) return;
      }
    } catch (thrown) {
      if (!signal.aborted) this.#set({ failure: failureOf(thrown) });
    } finally {
      if (!signal.aborted) this.#fetching = false;
    }
  }

  #wanted(pages: RowPages<SearchHit>): number | undefined {
    const { first, count } = this.#sight;
    const total = this.#snapshot.results?.count ?? 0;
    const [page] = pages.missing(first, count, total);
    if (page !== undefined) return page;
    return pages.missing(first - pageRows / 2, count + pageRows, total)[0];
  }

  #set(change: Partial<SearchSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
