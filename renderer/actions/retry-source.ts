import { RotateCw } from 'lucide-react';
import { host } from '../engine/client.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';

/** Opens a source once more that could not be opened, and shows how that goes. */
export const retrySource: Action = {
  id: 'source.retry',
  label: 'action.source.retry',
  icon: RotateCw,
  heardBy: 'window',
  when: ({ source }) => source?.status === 'failed',
  run: async ({ source }) => {
    if (source === null) return;
    useSelectionStore.getState().select({ grant: source.grant, key: null }, source.name);
    await host.call('source.retry', { grant: source.grant });
  },
};
