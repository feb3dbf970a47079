import { useEffect } from 'react';
import { useReviewStore } from '../../store/review.ts';
import type { ReviewBadge, ReviewSection } from '../../store/review.ts';
import type { ReviewSectionProps } from './section-props.ts';

/** Tells the list of sections what a section holds, once that is known; null until then. */
export function useBadge(
  { grant, image }: ReviewSectionProps,
  section: ReviewSection,
  badge: ReviewBadge | null,
): void {
  const known = badge === null ? null : JSON.stringify(badge);
  useEffect(() => {
    if (badge === null) return;
    useReviewStore.getState().setBadge({ grant, image: image.key }, section, badge);
    // The text stands for the badge by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [grant, image.key, section, known]);
}
