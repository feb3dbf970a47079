import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type ContentTab = 'content' | 'details';

export type TextLayout = 'side' | 'inline';

interface ContentState {
  readonly tab: ContentTab;
  readonly layout: TextLayout;
  /** Long runs of equal lines are folded away. */
  readonly fold: boolean;
  /** Long lines go on in the next line instead of out of sight. */
  readonly wrap: boolean;
  readonly set: (change: Partial<Pick<ContentState, 'tab' | 'layout' | 'fold' | 'wrap'>>) => void;
}

/** How the content of two files is shown; remembered. */
export const useContentStore = create<ContentState>()(
  persist(
    (set) => ({
      tab: 'content',
      layout: 'side',
      fold: true,
      wrap: true,
      set: (change) => set(change),
    }),
    { name: 'compare-content', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

interface DifferenceSteps {
  /** Goes to the next difference inside the file on screen, or to the one before; null where there are none. */
  readonly step: ((backward: boolean) => void) | null;
  readonly setStep: (step: DifferenceSteps['step']) => void;
}

/** What the keys for the next difference act upon. */
export const useDifferenceSteps = create<DifferenceSteps>()((set) => ({
  step: null,
  setStep: (step) => set({ step }),
}));
