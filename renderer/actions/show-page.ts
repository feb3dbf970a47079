import { ChartPie, FileSearch, GitFork } from 'lucide-react';
import { searchFieldId } from '../features/search/search-field-id.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

/** Searches all layers of everything open; the field takes the keys, and what stands in it goes with the next letter. */
export const showSearch: Action = {
  ...fromContract('page.search'),
  icon: FileSearch,
  checked: ({ page }) => page === 'search',
  run: () => {
    useSelectionStore.getState().showPage('search');
    // The page may only be drawn in the next frame.
    requestAnimationFrame(() => {
      const field = document.querySelector(`#${searchFieldId}`);
      if (field instanceof HTMLInputElement) {
        field.focus();
        field.select();
      }
    });
  },
};

export const showLineage: Action = {
  ...fromContract('page.lineage'),
  icon: GitFork,
  checked: ({ page }) => page === 'lineage',
  run: () => useSelectionStore.getState().showPage('lineage'),
};

export const showUsage: Action = {
  ...fromContract('page.usage'),
  icon: ChartPie,
  checked: ({ page }) => page === 'usage',
  run: () => useSelectionStore.getState().showPage('usage'),
};
