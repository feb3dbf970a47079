import { ShieldCheck } from 'lucide-react';
import { engine } from '../engine/client.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const proveSource: Action = {
  ...fromContract('source.prove'),
  icon: ShieldCheck,
  when: ({ source }) => source?.status === 'open' && source.proof.status !== 'running',
  run: async ({ source }) => {
    if (source !== null) await engine.call('source.prove', { grant: source.grant });
  },
};
