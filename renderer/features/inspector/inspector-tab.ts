import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type InspectorTab = 'details' | 'content';

interface InspectorTabState {
  readonly tab: InspectorTab;
  readonly setTab: (tab: InspectorTab) => void;
}

/** Which side of a path the inspector shows; stays while the user goes from path to path. */
export const useInspectorTab = create<InspectorTabState>()(
  persist((set) => ({ tab: 'details', setTab: (tab) => set({ tab }) }), {
    name: 'inspector',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);
