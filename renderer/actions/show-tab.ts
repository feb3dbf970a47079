import {
  ClipboardCheck,
  FileCog,
  FolderTree,
  History,
  LayoutPanelLeft,
  TriangleAlert,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { compareTabs, useComparisonStore } from '../store/comparison.ts';
import { imageTabs, useSelectionStore } from '../store/selection.ts';
import type { ImageTab } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

const icons: Readonly<Record<ImageTab, LucideIcon>> = {
  files: FolderTree,
  config: FileCog,
  history: History,
  problems: TriangleAlert,
  sizes: LayoutPanelLeft,
  review: ClipboardCheck,
};

/** One action for each tab of the image page. A comparison has some of these tabs as well. */
export const showTabs: readonly Action[] = imageTabs.map((tab) => {
  const compareTab = compareTabs.find((other) => other === tab);
  return {
    ...fromContract(`tab.${tab}`),
    icon: icons[tab],
    when: ({ image, comparison }) =>
      image !== null || (comparison !== null && compareTab !== undefined),
    checked: (situation) =>
      situation.comparison === null
        ? situation.tab === tab
        : useComparisonStore.getState().tab === tab,
    run: ({ comparison }) => {
      if (comparison === null) useSelectionStore.getState().setTab(tab);
      else if (compareTab !== undefined) useComparisonStore.getState().setTab(compareTab);
    },
  };
});
