import { Layers2 } from 'lucide-react';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';

export const showWholeImage: Action = {
  id: 'layer.all',
  label: 'action.layer.all',
  icon: Layers2,
  accelerator: 'CmdOrCtrl+Shift+L',
  heardBy: 'window',
  when: ({ image }) => image !== null && image.layers.length > 0,
  run: ({ image, item }) => {
    if (image === null || item === null) return;
    useSelectionStore.getState().setRange(item, { from: -1, to: image.layers.length - 1 });
  },
};
