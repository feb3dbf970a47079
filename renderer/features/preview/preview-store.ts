import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface PreviewState {
  /** Long lines go on in the next line instead of out of sight. */
  readonly wrap: boolean;
  readonly setWrap: (wrap: boolean) => void;
}

/** How texts are shown; remembered. */
export const usePreviewStore = create<PreviewState>()(
  persist((set) => ({ wrap: false, setWrap: (wrap) => set({ wrap }) }), {
    name: 'preview',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);
