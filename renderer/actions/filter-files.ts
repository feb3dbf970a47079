import { Search } from 'lucide-react';
import { filterBoxId } from '../features/files/filter-box-id.ts';
import { useComparisonStore } from '../store/comparison.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const filterFiles: Action = {
  ...fromContract('view.filter'),
  icon: Search,
  when: ({ comparison, image }) => image !== null || comparison !== null,
  run: ({ comparison }) => {
    if (comparison === null) useSelectionStore.getState().setTab('files');
    else useComparisonStore.getState().setTab('files');
    // The tab may only be drawn in the next frame.
    requestAnimationFrame(() => {
      const box = document.querySelector(`#${filterBoxId}`);
      if (box instanceof HTMLInputElement) {
        box.focus();
        box.select();
      }
    });
  },
};
