import type { Duplicates } from '../../../shared/model/duplicates.ts';
import type { ReviewBadge } from '../../store/review.ts';

/** What the list of sections says of the duplicates of an image, from `leastDuplicateBytes` on. */
export function duplicatesBadge({ savedBytes }: Duplicates): ReviewBadge {
  return { unit: 'bytes', value: savedBytes, tone: 'neutral' };
}
