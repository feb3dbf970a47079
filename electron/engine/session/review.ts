import { leastDuplicateBytes } from '../../../shared/model/duplicates.ts';
import type { JobKind } from '../../../shared/model/job.ts';
import type { Review } from '../../../shared/model/review.ts';
import { untilAborted } from '../bytes/until-aborted.ts';
import { hiddenFiles } from '../waste/waste.ts';
import { adviceOf } from './advice.ts';
import type { ReviewedImage } from './advice.ts';
import { findDuplicates } from './duplicates.ts';
import { findingsOf } from './findings.ts';
import type { ReadImage } from './image-reading.ts';
import type { RunningJob } from './jobs.ts';
import { packageLayers } from './package-layers.ts';
import { remembered } from './remembered.ts';
import type { Session } from './session.ts';
import { wasteOf } from './waste.ts';

/** What a review works with. */
export interface ReviewWork {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Does long work as a job of its own. */
  readonly asJob: <Result>(
    kind: JobKind,
    work: (job: RunningJob) => Promise<Result>,
  ) => Promise<Result>;
}

/** Hidden files that a review lists. */
const listedFiles = 1000;

const known = new WeakMap<ReadImage, Promise<Omit<Review, 'source'>>>();

/**
 * All that can be said of an image, with what to do about it. Contents are read the first time, as jobs; the answer is
 * remembered with the image.
 *
 * @throws EngineError `cancelled`
 */
export function reviewOf(
  reviewed: ReviewedImage,
  work: ReviewWork,
): Promise<Omit<Review, 'source'>> {
  return remembered(known, reviewed.read, () => review(reviewed, work), work.signal);
}

async function review(reviewed: ReviewedImage, work: ReviewWork): Promise<Omit<Review, 'source'>> {
  const { grant, image, archive, read } = reviewed;
  const { session, signal, asJob } = work;
  const { tasks, shelf } = session;
  const reading = await wasteOf(read, signal);
  const sayings = { image, documents: archive.documents };
  // Others may wait for the same search, so it goes on when this review is given up.
  const finding = findingsOf(read, sayings, tasks, (scan) => asJob('scan', scan));
  const { findings } = await untilAborted(finding, signal);
  const packages = await packageLayers(read, tasks, signal);
  const statedDiffIds = archive.layers.map((layer) => layer.statedDiffId);
  const searched = [{ grant, image: image.key, read, statedDiffIds }];
  const duplicates = await asJob('hash', (job) => {
    const own = { ...job, signal: AbortSignal.any([job.signal, signal]) };
    return findDuplicates(searched, leastDuplicateBytes, shelf, own);
  });
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
