import { Search } from 'lucide-react';
import { filterBoxId } from '../features/files/filter-box-id.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const filterFiles: Action = {
  ...fromContract('view.filter'),
  icon: Search,
  when: ({ image }) => image !== null,
  run: () => {
    useSelectionStore.getState().setTab('files');
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
