import type { LoadedImage, RefusedImage } from '../../../shared/model/store.ts';
import type { JsonObject } from '../image/json.ts';
import type { BlobIntake } from './blob-intake.ts';

/** Something that is loaded under names: an image, or an index of several. */
export interface RootLoad {
  /** Says what is wanted. */
  readonly prepare: (intake: BlobIntake) => void;
  /** Once the blobs are there: writes the documents, and says what came of it. */
  readonly finish: (intake: BlobIntake) => Promise<RootOutcome>;
}

export interface RootOutcome {
  /** The entry for index.json; null when nothing of it could be stored. */
  readonly raw: JsonObject | null;
  readonly references: readonly string[];
  readonly loaded: readonly Omit<LoadedImage, 'references' | 'added'>[];
  readonly refused: readonly RefusedImage[];
}
