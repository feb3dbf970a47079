import { TextCursor } from 'lucide-react';
import type { Action } from './action.ts';
import { copyPaths } from './copy-paths.ts';
import { copyText } from './copy-text.ts';

export const copyEntryName: Action = {
  id: 'entry.copyName',
  label: 'action.entry.copyName',
  icon: TextCursor,
  severalLabel: 'action.entry.copyNames',
  aboutPath: true,
  heardBy: 'window',
  when: ({ row, several }) => row !== null || several > 0,
  run: async (situation) => {
    const { row, several } = situation;
    if (several > 0) await copyPaths(situation, (path) => path.slice(path.lastIndexOf('/') + 1));
    else if (row !== null) await copyText(row.name);
  },
};
