import { ArrowUp } from 'lucide-react';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const previousLayer: Action = {
  ...fromContract('layer.previous'),
  icon: ArrowUp,
  when: ({ range }) => range !== null && range.to > 0,
  run: ({ item, range }) => {
    if (item === null || range === null || range.to < 1) return;
    useSelectionStore.getState().setRange(item, { from: range.to - 2, to: range.to - 1 });
  },
};
