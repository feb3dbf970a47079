import { FileInput } from 'lucide-react';
import { host } from '../engine/client.ts';
import { wantSources } from '../store/follow.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const openSource: Action = {
  ...fromContract('source.open'),
  icon: FileInput,
  run: async () => wantSources(await host.call('source.choose', { folder: false })),
};
