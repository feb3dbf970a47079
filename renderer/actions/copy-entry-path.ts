import { Route } from 'lucide-react';
import type { Action } from './action.ts';
import { copyText } from './copy-text.ts';
import { entryPath } from './entry-path.ts';
import { fromContract } from './spec.ts';

export const copyEntryPath: Action = {
  ...fromContract('entry.copyPath'),
  icon: Route,
  when: ({ hit, row }) => row !== null || hit !== null,
  run: async (situation) => {
    const path = await entryPath(situation);
    if (path !== null) await copyText(path);
  },
};
