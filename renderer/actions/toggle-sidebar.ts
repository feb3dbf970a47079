import { PanelLeft } from 'lucide-react';
import { useLayoutStore } from '../store/layout.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const toggleSidebar: Action = {
  ...fromContract('panel.sidebar'),
  icon: PanelLeft,
  run: () => useLayoutStore.getState().toggleSidebar(),
};
