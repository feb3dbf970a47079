import type { LoadedImage, RefusedImage } from '../../../shared/model/store.ts';
import type { BlobIntake } from './blob-intake.ts';
import type { RootEntry } from './source-roots.ts';

/** Something that is loaded under names: an image, or an index of several. */
export interface RootLoad {
  /** Says what is wanted. */
  readonly prepare: (intake: BlobIntake) => void;
  /** Once that is there, or was refused: says which documents are wanted that speak of it. */
  readonly describe: (intake: BlobIntake) => void;
  /** Once these are there, too: says what came of it. */
  readonly finish: (intake: BlobIntake) => RootOutcome;
}

export interface RootOutcome {
  /** Entries for index.json; none when nothing of it could be stored. */
  readonly entries: readonly RootEntry[];
  readonly loaded: readonly Omit<LoadedImage, 'references' | 'added'>[];
  readonly refused: readonly RefusedImage[];
}
