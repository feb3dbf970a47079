import { History } from 'lucide-react';
import { useLayoutStore } from '../store/layout.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';

/** The inspector tells the life of the chosen path. */
export const showEntryLife: Action = {
  id: 'entry.life',
  label: 'action.entry.life',
  icon: History,
  heardBy: 'window',
  when: ({ item, row }) => item !== null && row !== null,
  run: () => {
    useSelectionStore.getState().setTab('files');
    useLayoutStore.getState().setInspectorOpen(true);
  },
};
