import { create } from 'zustand';
import type { ByteBasis } from '../../shared/model/amount.ts';
import type { NamedImage } from '../../shared/model/image-stack.ts';

interface OverviewState {
  /** Grows whenever lineage and usage may have changed. */
  readonly revision: number;
  readonly basis: ByteBasis;
  /** Keys of the chosen images (`NamedImage.key`). */
  readonly chosen: ReadonlySet<string>;
  /** All images of the page that is shown, to find the chosen ones. */
  readonly images: readonly NamedImage[];
  readonly setBasis: (basis: ByteBasis) => void;
  readonly setChosen: (chosen: ReadonlySet<string>) => void;
  readonly setImages: (images: readonly NamedImage[]) => void;
}

/** How lineage and usage of everything opened and stored are looked at. */
export const useOverviewStore = create<OverviewState>()((set) => ({
  revision: 0,
  basis: 'stored',
  chosen: new Set(),
  images: [],
  setBasis: (basis) => set({ basis }),
  setChosen: (chosen) => set({ chosen }),
  setImages: (images) => set({ images }),
}));

/** Milliseconds in which several changes count as one. */
const settling = 200;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says that lineage and usage may have changed. */
export function overviewChanged(): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => useOverviewStore.setState(({ revision }) => ({ revision: revision + 1 })),
    settling,
  );
}
