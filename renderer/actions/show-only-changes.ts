import { Diff } from 'lucide-react';
import { changeKinds } from '../../shared/model/change.ts';
import { showsOnlyChanges, useViewStore } from '../store/view.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

export const showOnlyChanges: Action = {
  ...fromContract('view.onlyThisLayer'),
  icon: Diff,
  when: ({ session }) => session !== null,
  checked: () => showsOnlyChanges(useViewStore.getState().options),
  run: () => {
    const { options, setOptions } = useViewStore.getState();
    const only = showsOnlyChanges(options);
    setOptions({ kinds: only ? changeKinds : changeKinds.filter((kind) => kind !== 'unchanged') });
  },
};
