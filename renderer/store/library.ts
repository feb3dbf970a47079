import { create } from 'zustand';
import type { Image } from '../../shared/model/image.ts';
import type { Layer } from '../../shared/model/layer.ts';
import type { Failure } from '../../shared/model/job.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { StoreImage } from '../../shared/model/store.ts';

interface LibraryStoreState {
  /** What the library keeps; null until that is known, or where it cannot be read. */
  readonly library: LibraryState | null;
  /** Why it cannot be read. */
  readonly failure: Failure | null;
  readonly setLibrary: (library: LibraryState) => void;
  readonly setFailure: (failure: Failure) => void;
}

export const useLibraryStore = create<LibraryStoreState>()((set) => ({
  library: null,
  failure: null,
  setLibrary: (library) => set({ library, failure: null }),
  setFailure: (failure) => set({ library: null, failure }),
}));

/** The image of a key in the library. */
export function storedImage(library: LibraryState | null, key: string): StoreImage | null {
  return library?.images.find(({ image }) => image.key === key) ?? null;
}

/** The different layers of some images, each under what names its content. */
export function layersOf(images: readonly Image[]): ReadonlyMap<string, Layer> {
  const named = new Map<string, Layer>();
  for (const layer of images.flatMap(({ layers }) => layers)) {
    const name = layer.diffId ?? layer.digest;
    if (name !== null && !named.has(name)) named.set(name, layer);
  }
  return named;
}

/** The layers of an image that the library does not have: what keeping it would cost. */
export function newLayers(image: Image, library: LibraryState): readonly Layer[] {
  const known = layersOf(library.images.map((stored) => stored.image).map(withWhatIsThere));
  return [...layersOf([image])].flatMap(([name, layer]) => (known.has(name) ? [] : [layer]));
}

/** A layer that was lost is no layer that the library has. */
function withWhatIsThere(image: Image): Image {
  return {
    ...image,
    layers: image.layers.filter(({ availability }) => availability === 'available'),
  };
}
