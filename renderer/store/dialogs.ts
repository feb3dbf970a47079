import { create } from 'zustand';

export type DialogName =
  | 'palette'
  | 'settings'
  | 'shortcuts'
  | 'about'
  | 'library-tags'
  | 'library-remove'
  | 'library-prune'
  | 'library-import'
  | 'library-check'
  | 'compare-image'
  | 'life'
  | 'export'
  | 'export-conflicts'
  | 'export-losses';

interface DialogsState {
  readonly open: DialogName | null;
  /** Keys of the images of the library that the dialog begins with. */
  readonly images: readonly string[];
  readonly show: (dialog: DialogName | null, images?: readonly string[]) => void;
}

/** Which dialog stands over the window; one at a time. */
export const useDialogsStore = create<DialogsState>()((set) => ({
  open: null,
  images: [],
  show: (open, images = []) => set({ open, images }),
}));
