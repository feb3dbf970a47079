import { Copy, EyeOff, Lightbulb, Package, ScanSearch } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { TextKey } from '../../../shared/i18n/t.ts';
import type { ReviewSection } from '../../store/review.ts';

/** How each section of the review is named and marked, wherever it is offered. */
export const sectionLooks: Readonly<
  Record<ReviewSection, { readonly icon: LucideIcon; readonly label: TextKey }>
> = {
  advice: { icon: Lightbulb, label: 'review.advice' },
  waste: { icon: EyeOff, label: 'review.waste' },
  findings: { icon: ScanSearch, label: 'review.findings' },
  packages: { icon: Package, label: 'review.packages' },
  duplicates: { icon: Copy, label: 'review.duplicates' },
};
