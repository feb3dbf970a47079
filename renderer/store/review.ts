import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Grant } from '../../shared/model/source.ts';

/** The parts of the review of an image, in the order in which they are listed. */
export const reviewSections = ['advice', 'waste', 'findings', 'packages', 'duplicates'] as const;

export type ReviewSection = (typeof reviewSections)[number];

/** What the list of sections says of one before it is opened: how much there is, and whether it is serious. */
export interface ReviewBadge {
  readonly unit: 'count' | 'bytes';
  readonly value: number;
  readonly tone: 'neutral' | 'warning' | 'error';
}

/** An image whose review is looked at. */
export interface ReviewedImage {
  readonly grant: Grant;
  readonly image: string;
}

type Badges = Readonly<Partial<Record<ReviewSection, ReviewBadge>>>;

interface ReviewState {
  readonly section: ReviewSection;
  /** By `reviewKey`; a section that is not there yet is not known. */
  readonly badges: Readonly<Record<string, Badges>>;
  /** The layer whose hidden bytes are listed when that section opens; null for those of all. */
  readonly hiddenOf: number | null;
  readonly setSection: (section: ReviewSection) => void;
  /** Shows what one layer stores and another hides; of all layers for null. */
  readonly showHidden: (layer: number | null) => void;
  readonly setBadge: (reviewed: ReviewedImage, section: ReviewSection, badge: ReviewBadge) => void;
}

/** Which section of the review is shown, remembered over a restart, and what is known of the others. */
export const useReviewStore = create<ReviewState>()(
  persist(
    (set) => ({
      section: 'advice',
      badges: {},
      hiddenOf: null,
      setSection: (section) => set({ section, hiddenOf: null }),
      showHidden: (hiddenOf) => set({ section: 'waste', hiddenOf }),
      setBadge: (reviewed, section, badge) =>
        set(({ badges }) => {
          const key = reviewKey(reviewed);
          return {
            badges: { ...badges, [key]: { ...badgesOf(badges, reviewed), [section]: badge } },
          };
        }),
    }),
    {
      name: 'review',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ section }) => ({ section }),
    },
  ),
);

const noBadges: Badges = {};

/** What is known of the sections of an image. */
export function badgesOf(
  badges: Readonly<Record<string, Badges>>,
  reviewed: ReviewedImage,
): Badges {
  const key = reviewKey(reviewed);
  return (Object.hasOwn(badges, key) ? badges[key] : undefined) ?? noBadges;
}

function reviewKey({ grant, image }: ReviewedImage): string {
  return `${grant}/${image}`;
}
