import { PanelRight } from 'lucide-react';
import { roomyWindow, useLayoutStore } from '../store/layout.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const toggleInspector: Action = {
  ...fromContract('panel.inspector'),
  icon: PanelRight,
  when: ({ image, tab }) => image !== null && tab === 'files',
  run: () => {
    const { inspectorOpen, setInspectorOpen } = useLayoutStore.getState();
    setInspectorOpen(!(inspectorOpen ?? window.matchMedia(roomyWindow).matches));
  },
};
