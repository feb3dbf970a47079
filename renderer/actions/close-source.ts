import { X } from 'lucide-react';
import { host } from '../engine/client.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const closeSource: Action = {
  ...fromContract('source.close'),
  icon: X,
  when: ({ sidebarSource }) => sidebarSource?.role === 'opened',
  run: async ({ sidebarSource }) => {
    if (sidebarSource !== null) await host.call('source.close', { grant: sidebarSource.grant });
  },
};
