import { TextCursor } from 'lucide-react';
import type { Action } from './action.ts';
import { copyText } from './copy-text.ts';

export const copyEntryName: Action = {
  id: 'entry.copyName',
  label: 'action.entry.copyName',
  icon: TextCursor,
  heardBy: 'window',
  when: ({ row }) => row !== null,
  run: async ({ row }) => {
    if (row !== null) await copyText(row.name);
  },
};
