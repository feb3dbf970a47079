import { ChartPie, GitFork } from 'lucide-react';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

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
