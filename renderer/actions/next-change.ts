import { ArrowDownToDot, ArrowUpFromDot } from 'lucide-react';
import type { Action } from './action.ts';

export const nextChange: Action = {
  id: 'view.nextChange',
  label: 'action.view.nextChange',
  icon: ArrowDownToDot,
  accelerator: 'F7',
  heardBy: 'window',
  when: ({ session }) => session !== null,
  run: async ({ session }) => {
    await session?.nextChange(false);
  },
};

export const previousChange: Action = {
  id: 'view.previousChange',
  label: 'action.view.previousChange',
  icon: ArrowUpFromDot,
  accelerator: 'Shift+F7',
  heardBy: 'window',
  when: ({ session }) => session !== null,
  run: async ({ session }) => {
    await session?.nextChange(true);
  },
};
