import type { Advice } from './advice.ts';
import type { Duplicates } from './duplicates.ts';
import type { Findings } from './findings.ts';
import type { Image } from './image.ts';
import type { PackageLayers } from './package-layers.ts';
import type { ImageFacts } from './source-state.ts';
import type { HiddenFile, Waste } from './waste.ts';

/** All that a report tells of one image. Secrets are masked in it. */
export interface Review {
  readonly source: string;
  readonly image: Image;
  readonly facts: ImageFacts;
  readonly waste: Waste;
  /** The largest hidden files, at most a thousand. */
  readonly hiddenFiles: readonly HiddenFile[];
  readonly findings: Findings;
  readonly duplicates: Duplicates;
  readonly packages: PackageLayers;
  readonly advice: readonly Advice[];
}
