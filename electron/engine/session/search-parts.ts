import type { Grant } from '../../../shared/model/source.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import type { Jobs, RunningJob } from './jobs.ts';
import type { LayerShelf } from './layer-shelf.ts';
import type { PathPatterns } from './path-patterns.ts';
import type { OpenImage } from './search-images.ts';

/** What a search works with. */
export interface SearchParts {
  /** Every image that is open, in the order in which places are shown. */
  readonly open: () => readonly OpenImage[];
  /** Reads an image as part of a job. */
  readonly readImage: (grant: Grant, image: string, job: RunningJob) => Promise<ReadImage>;
  readonly jobs: Jobs;
  readonly tasks: TaskRunner;
  readonly shelf: LayerShelf;
  readonly patterns: PathPatterns;
}
