import { create } from 'zustand';
import type { Failure } from '../../shared/model/job.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { StoreImage } from '../../shared/model/store.ts';

interface LayerStoreState {
  /** What the library keeps; null until that is known, or where it cannot be read. */
  readonly library: LibraryState | null;
  /** Why it cannot be read. */
  readonly failure: Failure | null;
  readonly setLibrary: (library: LibraryState) => void;
  readonly setFailure: (failure: Failure) => void;
}

export const useLayerStore = create<LayerStoreState>()((set) => ({
  library: null,
  failure: null,
  setLibrary: (library) => set({ library, failure: null }),
  setFailure: (failure) => set({ library: null, failure }),
}));

/** The image of a key in the library. */
export function storedImage(library: LibraryState | null, key: string): StoreImage | null {
  return library?.images.find(({ image }) => image.key === key) ?? null;
}
