import { leastDuplicateBytes } from '../../../shared/model/duplicates.ts';
import type { Review } from '../../../shared/model/review.ts';
import { hiddenFiles } from '../waste/waste.ts';
import { adviceOf } from './advice.ts';
import type { ReviewedImage } from './advice.ts';
import { findDuplicates } from './duplicates.ts';
import { findingsOf } from './findings.ts';
import type { ReadImage } from './image-reading.ts';
import { endedBy } from './jobs.ts';
import type { AsJob } from './jobs.ts';
import { packageLayers } from './package-layers.ts';
import type { Session } from './session.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork } from './shared-work.ts';
import { wasteOf } from './waste.ts';

/** What a review works with. */
export interface ReviewWork {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly asJob: AsJob;
}

/** Hidden files that a review lists. */
const listedFiles = 1000;

const known = new WeakMap<ReadImage, SharedWork<Omit<Review, 'source'>>>();

/**
 * All that can be said of an image, with what to do about it. Contents are read the first time, as jobs, for all who ask
 * meanwhile; the answer is remembered with the image.
 *
 * @throws EngineError `cancelled`
 */
export function reviewOf(
  reviewed: ReviewedImage,
  work: ReviewWork,
): Promise<Omit<Review, 'source'>> {
  const { signal } = work;
  return remembered(known, reviewed.read, (own) => review(reviewed, work, own.signal), { signal });
}

async function review(
  reviewed: ReviewedImage,
  { session, asJob }: ReviewWork,
  signal: AbortSignal,
): Promise<Omit<Review, 'source'>> {
  const { grant, image, archive, read } = reviewed;
  const { tasks, shelf } = session;
  const reading = await wasteOf(read, signal);
  const sayings = { image, documents: archive.documents };
  const { findings } = await findingsOf(read, sayings, tasks, asJob, signal);
  const packages = await packageLayers(read, tasks, asJob, signal);
  const statedDiffIds = archive.layers.map((layer) => layer.statedDiffId);
  const searched = [{ grant, image: image.key, read, statedDiffIds }];
  const duplicates = await asJob('hash', (job) =>
    findDuplicates(searched, leastDuplicateBytes, shelf, endedBy(job, signal)),
  );
  const parts = { reading, findings, packages, duplicates };
  return {
    image,
    facts: read.facts,
    waste: reading.waste,
    hiddenFiles: [...hiddenFiles(reading, null, 0, listedFiles)],
    findings,
    duplicates,
    packages,
    advice: await adviceOf(reviewed, parts, tasks, signal),
  };
}
