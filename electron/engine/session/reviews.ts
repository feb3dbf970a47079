import path from 'node:path';
import { textsFor } from '../../../shared/i18n/t.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import type { ReportFormat } from '../../../shared/model/comparison.ts';
import type { Image } from '../../../shared/model/image.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Review } from '../../../shared/model/review.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { imagePieces } from '../../../shared/report/image-pieces.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { writeText } from '../export/write-text.ts';
import type { Jobs } from './jobs.ts';
import { shortImageName } from './short-image-name.ts';
import { reviewOf } from './review.ts';
import type { Session } from './session.ts';
import type { Sources } from './sources.ts';

export interface ReviewsOptions {
  readonly session: Session;
  readonly sources: Sources;
  readonly jobs: Jobs;
}

/** Where to and how a review is written. */
export interface ReviewRequest {
  readonly format: ReportFormat;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly destination: string;
}

/** Reviews of images that windows show, for those that have been read. */
export class Reviews {
  readonly #options: ReviewsOptions;

  constructor(options: ReviewsOptions) {
    this.#options = options;
  }

  /** @throws EngineError `source-closed`, `image-unknown`, `cancelled` */
  async advice(grant: Grant, image: string, signal: AbortSignal): Promise<readonly Advice[]> {
    return (await this.#review(grant, image, signal)).advice;
  }

  /** Writes a report of all that is known of an image, in the words of a language. */
  async save(
    grant: Grant,
    image: string,
    { format, locale, destination }: ReviewRequest,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: number }> {
    const review = await this.#review(grant, image, signal);
    const pieces = imagePieces(format, review, textsFor('system', locale));
    return writeText(destination, pieces, signal);
  }

  /** A file name to suggest for a report, without its ending. */
  name(grant: Grant, image: string): string {
    return shortImageName(this.#image(grant, image), this.#source(grant));
  }

  async #review(grant: Grant, key: string, signal: AbortSignal): Promise<Review> {
    const { session, sources, jobs } = this.#options;
    const image = this.#image(grant, key);
    const archive = sources.opened(grant).image(key);
    const read = await sources.known(grant, key);
    const review = await reviewOf(
      { grant, image, archive, read },
      {
        session,
        signal,
        asJob: jobs.about(grant, key),
      },
    );
    return { source: this.#source(grant), ...review };
  }

  /** The file or folder it lies in; nothing for the library, whose place is no one's concern. */
  #source(grant: Grant): string {
    return grant === libraryGrant ? '' : path.basename(this.#options.sources.pathOf(grant));
  }

  #image(grant: Grant, key: string): Image {
    const { contents } = this.#options.sources.opened(grant).archive;
    const image = contents.images.find((each) => each.key === key);
    if (image === undefined) throw new EngineError('image-unknown', { image: key });
    return image;
  }
}
