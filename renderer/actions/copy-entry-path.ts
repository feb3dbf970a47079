import { Route } from 'lucide-react';
import type { Action } from './action.ts';
import { copyPaths } from './copy-paths.ts';
import { copyText } from './copy-text.ts';
import { entryPath } from './entry-path.ts';
import { fromContract } from './spec.ts';

export const copyEntryPath: Action = {
  ...fromContract('entry.copyPath'),
  icon: Route,
  severalLabel: 'action.entry.copyPaths',
  aboutPath: true,
  when: ({ hit, row, several }) => row !== null || hit !== null || several > 0,
  run: async (situation) => {
    if (situation.several > 0) await copyPaths(situation, (path) => `/${path}`);
    const path = await entryPath(situation);
    if (path !== null) await copyText(path);
  },
};
