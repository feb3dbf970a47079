import { ChevronDown, ChevronUp } from 'lucide-react';
import { useDifferenceSteps } from '../features/compare/content-store.ts';
import type { Action } from './action.ts';

export const nextDifference: Action = {
  id: 'compare.nextDifference',
  label: 'action.compare.nextDifference',
  icon: ChevronDown,
  accelerator: 'Alt+ArrowDown',
  heardBy: 'window',
  when: () => useDifferenceSteps.getState().step !== null,
  run: () => useDifferenceSteps.getState().step?.(false),
};

export const previousDifference: Action = {
  id: 'compare.previousDifference',
  label: 'action.compare.previousDifference',
  icon: ChevronUp,
  accelerator: 'Alt+ArrowUp',
  heardBy: 'window',
  when: () => useDifferenceSteps.getState().step !== null,
  run: () => useDifferenceSteps.getState().step?.(true),
};
