import { create } from 'zustand';
import { changeKinds } from '../../shared/model/change.ts';
import type { ChangeKind } from '../../shared/model/change.ts';
import type { ViewOptions } from '../../shared/model/view.ts';
import type { ViewSession } from '../engine/view-session.ts';

interface ViewStoreState {
  /** What the tree of files shows and in which order. */
  readonly options: ViewOptions;
  /** The view on screen, for actions that change it; null when no tree is shown. */
  readonly session: ViewSession | null;
  readonly setOptions: (change: Partial<ViewOptions>) => void;
  readonly setSession: (session: ViewSession | null) => void;
}

export const useViewStore = create<ViewStoreState>()((set) => ({
  options: {
    text: '',
    textMode: 'text',
    kinds: changeKinds,
    minBytes: null,
    maxBytes: null,
    sort: 'name',
    descending: false,
  },
  session: null,
  setOptions: (change) => set(({ options }) => ({ options: { ...options, ...change } })),
  setSession: (session) => set({ session }),
}));

/** True when the tree shows changed paths alone. */
export function showsOnlyChanges(options: ViewOptions): boolean {
  return !options.kinds.includes('unchanged');
}

/** True when the options hide something. */
export function isFiltered(options: ViewOptions): boolean {
  return (
    options.text !== '' ||
    options.kinds.length < changeKinds.length ||
    options.minBytes !== null ||
    options.maxBytes !== null
  );
}

/** The options that hide nothing; the order of the rows stays. */
export const unfiltered: Partial<ViewOptions> = {
  text: '',
  kinds: changeKinds,
  minBytes: null,
  maxBytes: null,
};

/** The kinds with one of them switched; never none, as that would show nothing at all. */
export function toggleKind(kinds: readonly ChangeKind[], kind: ChangeKind): readonly ChangeKind[] {
  const switched = changeKinds.filter((other) =>
    other === kind ? !kinds.includes(other) : kinds.includes(other),
  );
  return switched.length === 0 ? changeKinds : switched;
}
