import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';
import { changeKinds, stackChangeKinds } from '../../shared/model/change.ts';
import type { ChangeKind } from '../../shared/model/change.ts';
import { showAll } from '../../shared/model/view.ts';
import type { ViewOptions } from '../../shared/model/view.ts';
import type { ViewSession } from '../engine/view-session.ts';

interface ViewStoreState {
  /** What a tree of files shows and in which order. */
  readonly options: ViewOptions;
  /** What it shows when nothing is filtered. */
  readonly initial: ViewOptions;
  /** The view on screen, for actions that change it; null when no tree is shown. */
  readonly session: ViewSession | null;
  /** Paths that are chosen in it, beyond the one its cursor is on. */
  readonly chosen: number;
  readonly setOptions: (change: Partial<ViewOptions>) => void;
  readonly setSession: (session: ViewSession | null) => void;
  readonly setChosen: (chosen: number) => void;
}

export type ViewStore = UseBoundStore<StoreApi<ViewStoreState>>;

const stackOptions: ViewOptions = { ...showAll, kinds: stackChangeKinds };

/** Two images are compared for their differences; times differ with every build and say little. */
const pairOptions: ViewOptions = {
  ...stackOptions,
  kinds: changeKinds.filter((kind) => kind !== 'unchanged'),
  timeOnly: false,
};

/** The tree of an image. */
export const useViewStore = createViewStore(stackOptions);

/** The tree of a comparison. */
export const usePairViewStore = createViewStore(pairOptions);

/** The store of the tree on screen; that of the image when there is none. */
export function shownViewStore(): ViewStore {
  return usePairViewStore.getState().session === null ? useViewStore : usePairViewStore;
}

function createViewStore(initial: ViewOptions): ViewStore {
  return create<ViewStoreState>()((set) => ({
    options: initial,
    initial,
    session: null,
    chosen: 0,
    setOptions: (change) => set(({ options }) => ({ options: { ...options, ...change } })),
    setSession: (session) => set({ session, chosen: 0 }),
    setChosen: (chosen) => set({ chosen }),
  }));
}

/** True when the tree shows changed paths alone. */
export function showsOnlyChanges(options: ViewOptions): boolean {
  return !options.kinds.includes('unchanged');
}

/** The kinds to show when changed paths alone are to be shown, or no longer. */
export function onlyChanges(only: boolean, initial: ViewOptions): readonly ChangeKind[] {
  return changeKinds.filter((kind) =>
    kind === 'unchanged' ? !only : initial.kinds.includes(kind),
  );
}

/** True when the options hide something that is shown at first. */
export function isFiltered(options: ViewOptions, initial: ViewOptions = stackOptions): boolean {
  return (
    options.text !== '' ||
    initial.kinds.some((kind) => !options.kinds.includes(kind)) ||
    initial.reasons.some((reason) => !options.reasons.includes(reason)) ||
    options.minBytes !== null ||
    options.maxBytes !== null
  );
}

/** The options that filter nothing; the order of the rows stays. */
export function unfiltered(initial: ViewOptions = stackOptions): Partial<ViewOptions> {
  const { kinds, reasons, minBytes, maxBytes } = initial;
  return { text: '', kinds, reasons, minBytes, maxBytes };
}

/**
 * What is chosen of `all` with one value switched, in the order of `all`. `initial` instead of nothing at all, which
 * would show nothing.
 */
export function toggled<Value>(
  all: readonly Value[],
  chosen: readonly Value[],
  value: Value,
  initial: readonly Value[],
): readonly Value[] {
  const switched = all.filter((other) =>
    other === value ? !chosen.includes(other) : chosen.includes(other),
  );
  return switched.length === 0 ? initial : switched;
}
