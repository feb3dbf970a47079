import { FlaskConical } from 'lucide-react';
import { host } from '../engine/client.ts';
import { wantSources } from '../store/follow.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const openSample: Action = {
  ...fromContract('source.openSample'),
  icon: FlaskConical,
  run: async () => wantSources(await host.call('source.openSample', {})),
};
