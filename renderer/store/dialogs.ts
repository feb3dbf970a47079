import { create } from 'zustand';

export type DialogName = 'palette' | 'settings' | 'shortcuts' | 'about';

interface DialogsState {
  readonly open: DialogName | null;
  readonly show: (dialog: DialogName | null) => void;
}

/** Which dialog stands over the window; one at a time. */
export const useDialogsStore = create<DialogsState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
}));
