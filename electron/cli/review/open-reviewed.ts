import { randomUUID } from 'node:crypto';
import type { Image } from '../../../shared/model/image.ts';
import type { JobKind } from '../../../shared/model/job.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { ReviewedImage } from '../../engine/session/advice.ts';
import type { ReviewWork } from '../../engine/session/review.ts';
import { chooseImage } from '../choose-image.ts';
import type { WantedImage } from '../choose-image.ts';
import type { CommandCall } from '../command.ts';
import { bytesOfOperand, openOperand, storeReference } from '../open-operand.ts';
import type { OpenedArchive } from '../open-operand.ts';
import { withEngine } from '../engine-session.ts';
import { noteWhatIsMissing } from '../read-stack.ts';
import type { EngineRun } from '../engine-session.ts';

/** An image of an operand, and the image that each further operand names. */
export interface OpenedReview {
  readonly reviewed: ReviewedImage;
  readonly work: ReviewWork;
  /** The file or folder it lies in; empty for the layer store. */
  readonly source: string;
  readonly others: readonly ReviewedImage[];
}

/** What one operand names. */
export interface ReviewOperand {
  /** A path, or `store:REF`. */
  readonly opened: string;
  readonly wanted: WantedImage;
}

/**
 * Opens what the operands name, reads the image of each, and puts everything away whatever happens. Throws EngineError
 * and CliFailure.
 */
export async function withReviewed<Result>(
  call: CommandCall,
  operands: readonly [ReviewOperand, ...(readonly ReviewOperand[])],
  use: (opened: OpenedReview) => Promise<Result>,
): Promise<Result> {
  const bytes = operands.reduce((sum, { opened }) => sum + bytesOfOperand(opened), 0);
  return withEngine(call, bytes, async (engine) => {
    const archives: OpenedArchive[] = [];
    const read = async ({ opened, wanted }: ReviewOperand): Promise<ReviewedImage> => {
      const archive = await openOperand(call, engine, opened);
      archives.push(archive);
      const image = chooseImage(archive.source.archive.contents.images, wanted);
      const reviewed = await readReviewed(archive, opened, image);
      call.progress.clear();
      noteWhatIsMissing(call, archive, image, reviewed.read);
      return reviewed;
    };
    try {
      const [first, ...rest] = operands;
      const reviewed = await read(first);
      const others: ReviewedImage[] = [];
      for (const operand of rest) others.push(await read(operand));
      call.progress.clear();
      const isStored = storeReference(first.opened) !== null;
      const source = isStored ? '' : (archives[0]?.name ?? '');
      return await use({ reviewed, work: workOf(call, engine), source, others });
    } finally {
      for (const { source } of archives) await source.close();
    }
  });
}

async function readReviewed(
  archive: OpenedArchive,
  opened: string,
  image: Image,
): Promise<ReviewedImage> {
  const isStored = storeReference(opened) !== null;
  return {
    grant: isStored ? libraryGrant : (randomUUID() as string as Grant),
    image,
    archive: archive.source.image(image.key),
    read: await archive.read(image.key),
  };
}

const labels: Readonly<Partial<Record<JobKind, string>>> = {
  scan: 'searching for secrets',
  hash: 'looking for equal files',
  packages: 'reading packages',
};

function workOf(call: CommandCall, { session, job }: EngineRun): ReviewWork {
  return {
    session,
    signal: call.signal,
    asJob: async (kind, work) => {
      const result = await work(job(labels[kind] ?? 'working'));
      call.progress.clear();
      return result;
    },
  };
}
