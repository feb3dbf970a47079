import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';

/** What every section of the review of an image is given. */
export interface ReviewSectionProps {
  readonly grant: Grant;
  /** An image whose layers have been read. */
  readonly image: Image;
}
