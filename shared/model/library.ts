import type { Problem } from './problem.ts';
import type { Grant } from './source.ts';
import type { StoreImage, StoreTotals } from './store.ts';

/** What the layer store on disk keeps, as the window lists it. */
export interface LibraryState {
  /** The source that stands for the library: its images are read, shown and saved from like those of any other. */
  readonly grant: Grant;
  readonly images: readonly StoreImage[];
  readonly totals: StoreTotals;
  /** What was found wrong when the store was opened. */
  readonly problems: readonly Problem[];
}

/** The grant of the library: the same in every run, so that what was chosen in it is found again. */
export const libraryGrant = '00000000-0000-4000-8000-000000000001' as string as Grant;
