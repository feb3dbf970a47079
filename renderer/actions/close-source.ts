import { X } from 'lucide-react';
import { host } from '../engine/client.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const closeSource: Action = {
  ...fromContract('source.close'),
  icon: X,
  when: ({ source }) => source?.role === 'opened',
  run: async ({ source }) => {
    if (source !== null) await host.call('source.close', { grant: source.grant });
  },
};
