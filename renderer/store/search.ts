import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { EntryType } from '../../shared/model/entry.ts';
import { emptyQuery } from '../../shared/model/search.ts';
import type { SearchHit, SearchOrder, SearchQuery } from '../../shared/model/search.ts';
import { engine } from '../engine/client.ts';
import { SearchSession } from '../engine/search-session.ts';

interface SearchState {
  readonly query: SearchQuery;
  readonly order: SearchOrder;
  /** The line of filters is shown. */
  readonly filtersOpen: boolean;
  /** The hit that the cursor is on, for actions; null for none. */
  readonly hit: SearchHit | null;
  readonly setQuery: (change: Partial<SearchQuery>) => void;
  readonly setOrder: (order: SearchOrder) => void;
  readonly setFiltersOpen: (open: boolean) => void;
}

/** What is searched for over everything open. It stays while other pages are looked at; how, over a restart. */
export const useSearchStore = create<SearchState>()(
  persist(
    (set) => ({
      query: emptyQuery,
      order: 'path',
      filtersOpen: false,
      hit: null,
      setQuery: (change) => set(({ query }) => ({ query: { ...query, ...change } })),
      setOrder: (order) => set({ order }),
      setFiltersOpen: (filtersOpen) => set({ filtersOpen }),
    }),
    {
      name: 'search',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ order, filtersOpen }) => ({ order, filtersOpen }),
    },
  ),
);

/** The search of the window. It is kept with its hits while other pages are looked at. */
export const searchSession = new SearchSession(
  (argument, signal) => engine.call('search.find', argument, { signal }),
  (hit) => useSearchStore.setState({ hit }),
);

/** How many filters beside text and state narrow a query. */
export function filterCount({
  types,
  minBytes,
  maxBytes,
  owner,
  setuid,
  hash,
}: SearchQuery): number {
  const set = [
    types.length > 0,
    minBytes !== null || maxBytes !== null,
    owner !== '',
    setuid,
    hash !== '',
  ];
  return set.filter(Boolean).length;
}

/** True for a query that looks for something; without one nothing is searched. */
export function looksForSomething(query: SearchQuery): boolean {
  return query.text !== '' || filterCount(query) > 0 || query.state !== 'any';
}

/** The query with all that narrows it beside the text taken away. */
export function withoutFilters({ text, textMode }: SearchQuery): SearchQuery {
  return { ...emptyQuery, text, textMode };
}

/** Kinds of entries that are chosen together: devices and pipes are rare enough to be one. */
export const typeGroups = {
  files: ['file'],
  folders: ['directory'],
  links: ['symlink'],
  special: ['character', 'block', 'fifo'],
} as const satisfies Readonly<Record<string, readonly EntryType[]>>;

export type TypeGroup = keyof typeof typeGroups;

export const typeGroupNames: readonly TypeGroup[] = ['files', 'folders', 'links', 'special'];

/** The types of a query with those of a group switched on or off. */
export function withGroup(
  types: readonly EntryType[],
  group: TypeGroup,
  on: boolean,
): readonly EntryType[] {
  const members: readonly EntryType[] = typeGroups[group];
  const others = types.filter((type) => !members.includes(type));
  return on ? [...others, ...members] : others;
}
