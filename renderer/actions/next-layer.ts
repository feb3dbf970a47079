import { ArrowDown } from 'lucide-react';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const nextLayer: Action = {
  ...fromContract('layer.next'),
  icon: ArrowDown,
  when: ({ image, range }) =>
    image !== null && range !== null && range.to < image.layers.length - 1,
  run: ({ image, item, range }) => {
    if (image === null || item === null || range === null) return;
    if (range.to >= image.layers.length - 1) return;
    useSelectionStore.getState().setRange(item, { from: range.to, to: range.to + 1 });
  },
};
