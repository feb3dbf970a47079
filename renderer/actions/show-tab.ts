import { FileCog, FolderTree, History, LayoutPanelLeft, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
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
};

/** One action for each tab of the image page. */
export const showTabs: readonly Action[] = imageTabs.map((tab) => ({
  ...fromContract(`tab.${tab}`),
  icon: icons[tab],
  when: ({ image }) => image !== null,
  checked: (situation) => situation.tab === tab,
  run: () => useSelectionStore.getState().setTab(tab),
}));
