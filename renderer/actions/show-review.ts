import { reviewSections, useReviewStore } from '../store/review.ts';
import type { ReviewSection } from '../store/review.ts';
import { useSelectionStore } from '../store/selection.ts';
import { sectionLooks } from '../features/review/sections.ts';
import type { Action } from './action.ts';

/** Shows a section of the review of the chosen image. */
export function showReview(section: ReviewSection): void {
  useReviewStore.getState().setSection(section);
  useSelectionStore.getState().setTab('review');
}

/** One action for each section of the review. */
export const showReviewSections: readonly Action[] = reviewSections.map((section) => ({
  id: `review.${section}`,
  label: `action.review.${section}`,
  icon: sectionLooks[section].icon,
  heardBy: 'window',
  when: ({ image, page }) => image !== null && page === 'image',
  checked: ({ tab }) => tab === 'review' && useReviewStore.getState().section === section,
  run: () => showReview(section),
}));
