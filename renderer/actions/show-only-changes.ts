import { Diff } from 'lucide-react';
import { onlyChanges, showsOnlyChanges, shownViewStore } from '../store/view.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const showOnlyChanges: Action = {
  ...fromContract('view.onlyThisLayer'),
  icon: Diff,
  when: ({ session }) => session !== null,
  checked: () => showsOnlyChanges(shownViewStore().getState().options),
  run: () => {
    const { initial, options, setOptions } = shownViewStore().getState();
    setOptions({ kinds: onlyChanges(!showsOnlyChanges(options), initial) });
  },
};
