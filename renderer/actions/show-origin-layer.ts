import { Layers } from 'lucide-react';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';

export const showOriginLayer: Action = {
  id: 'layer.showOrigin',
  label: 'action.layer.showOrigin',
  icon: Layers,
  aboutPath: true,
  heardBy: 'window',
  when: ({ item, row }) => item !== null && row !== null,
  run: ({ item, row }) => {
    if (item !== null && row !== null) useSelectionStore.getState().showLayer(item, row.origin);
  },
};
