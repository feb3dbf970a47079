import type { TextKey } from '../../../shared/i18n/t.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import { showReview } from '../../actions/show-review.ts';
import { useReviewStore } from '../../store/review.ts';
import { useSelectionStore } from '../../store/selection.ts';

/** Where the whole of what a piece of advice is about is shown. */
export interface AdviceTarget {
  readonly label: TextKey;
  readonly open: () => void;
}

/** Null for what is told in full by the advice itself. */
export function adviceTarget({ kind, layers }: Advice): AdviceTarget | null {
  switch (kind) {
    case 'merge-steps':
    case 'mount-copied':
    case 'copy-with-owner':
    case 'stored-twice':
      return {
        label: 'advice.show.hidden',
        open: () => {
          useReviewStore.getState().showHidden(layers[0] ?? null);
          useSelectionStore.getState().setTab('review');
        },
      };
    case 'secret-in-layer':
    case 'secret-in-config':
    case 'clean-in-step':
    case 'ignore-file':
      return { label: 'advice.show.findings', open: () => showReview('findings') };
    case 'link-duplicates':
      return { label: 'advice.show.duplicates', open: () => showReview('duplicates') };
    case 'build-tools':
      return { label: 'advice.show.packages', open: () => showReview('packages') };
    case 'copied-dependencies':
      return null;
    case 'root-user':
      return {
        label: 'advice.show.config',
        open: () => useSelectionStore.getState().setTab('config'),
      };
  }
}
