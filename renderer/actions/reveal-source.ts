import { FolderSearch } from 'lucide-react';
import { host } from '../engine/client.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const revealSource: Action = {
  ...fromContract('source.reveal'),
  icon: FolderSearch,
  when: ({ source }) => source?.role === 'opened',
  run: async ({ source }) => {
    if (source !== null) await host.call('source.reveal', { grant: source.grant });
  },
};
