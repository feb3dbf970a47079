import {
  ArrowLeftRight,
  ChartBarStacked,
  CornerUpLeft,
  FileCog,
  FolderTree,
  GitCompare,
  Grid2x2,
  History,
  Layers,
  Package,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { compareTabs, useComparisonStore } from '../store/comparison.ts';
import type { CompareTab } from '../store/comparison.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const showComparison: Action = {
  ...fromContract('page.compare'),
  icon: GitCompare,
  checked: ({ page }) => page === 'compare',
  run: () => useSelectionStore.getState().showPage('compare'),
};

export const swapSides: Action = {
  ...fromContract('compare.swap'),
  icon: ArrowLeftRight,
  when: ({ page }) => page === 'compare' && isAnyChosen(),
  run: () => useComparisonStore.getState().swap(),
};

/** From a comparison of two layers back to that of the images. */
export const leaveLayerPair: Action = {
  id: 'compare.back',
  label: 'action.compare.back',
  icon: CornerUpLeft,
  accelerator: 'Alt+ArrowLeft',
  heardBy: 'window',
  when: ({ page }) => page === 'compare' && useComparisonStore.getState().outer !== null,
  run: () => useComparisonStore.getState().leave(),
};

const icons: Readonly<Record<CompareTab, LucideIcon>> = {
  overview: ChartBarStacked,
  layers: Layers,
  files: FolderTree,
  growth: Grid2x2,
  config: FileCog,
  history: History,
  packages: Package,
};

/** Tabs that an image has, too, are reached by the actions of those. */
const shared: readonly CompareTab[] = ['files', 'config', 'history'];

/** One action for each tab that a comparison alone has. */
export const showCompareTabs: readonly Action[] = compareTabs
  .filter((tab) => !shared.includes(tab))
  .map((tab) => ({
    id: `compareTab.${tab}`,
    label: `compare.tab.${tab}`,
    icon: icons[tab],
    heardBy: 'window',
    when: ({ comparison }) => comparison !== null,
    checked: () => useComparisonStore.getState().tab === tab,
    run: () => useComparisonStore.getState().setTab(tab),
  }));

function isAnyChosen(): boolean {
  const { a, b } = useComparisonStore.getState();
  return a !== null || b !== null;
}
