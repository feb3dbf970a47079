import { create } from 'zustand';

interface PairSelection {
  /** The comparison that the node belongs to. */
  readonly comparison: number | null;
  /** The chosen path. */
  readonly node: number | null;
  /** The content has the room of the tree, too. */
  readonly contentOnly: boolean;
  readonly choose: (comparison: number, node: number) => void;
  readonly setContentOnly: (contentOnly: boolean) => void;
}

/** Which path of a comparison is chosen; it stays while other tabs are looked at. */
export const usePairSelection = create<PairSelection>()((set) => ({
  comparison: null,
  node: null,
  contentOnly: false,
  choose: (comparison, node) => set({ comparison, node }),
  setContentOnly: (contentOnly) => set({ contentOnly }),
}));

/** The path chosen in a comparison, if one is. */
export function chosenNode(comparison: number): number | null {
  const chosen = usePairSelection.getState();
  return chosen.comparison === comparison ? chosen.node : null;
}
