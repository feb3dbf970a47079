import { ListTree } from 'lucide-react';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const expandChanged: Action = {
  ...fromContract('view.expandChanged'),
  icon: ListTree,
  when: ({ session }) => session !== null,
  run: ({ session }) => session?.expandChanged(),
};
