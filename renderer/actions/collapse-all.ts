import { ChevronsDownUp } from 'lucide-react';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const collapseAll: Action = {
  ...fromContract('view.collapseAll'),
  icon: ChevronsDownUp,
  when: ({ session }) => session !== null,
  run: ({ session }) => session?.collapseAll(),
};
