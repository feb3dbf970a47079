import { create } from 'zustand';
import { leastDuplicateBytes } from '../../../shared/model/duplicates.ts';

export const duplicateScopes = ['image', 'all'] as const;

/** One image, or all images of open archives. */
export type DuplicateScope = (typeof duplicateScopes)[number];

/** Sizes to choose from, in bytes: smaller files are left out. */
export const leastSizes = [1, leastDuplicateBytes, 10_000, 100_000, 1_000_000, 10_000_000] as const;

interface DuplicatesState {
  readonly scope: DuplicateScope;
  readonly minBytes: number;
  readonly setScope: (scope: DuplicateScope) => void;
  readonly setMinBytes: (minBytes: number) => void;
}

/** Where duplicates are looked for. The same for every image, until the window closes. */
export const useDuplicatesStore = create<DuplicatesState>()((set) => ({
  scope: 'image',
  minBytes: leastDuplicateBytes,
  setScope: (scope) => set({ scope }),
  setMinBytes: (minBytes) => set({ minBytes }),
}));
