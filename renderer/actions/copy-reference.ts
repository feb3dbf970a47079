import { Tag } from 'lucide-react';
import type { Action } from './action.ts';
import { copyText } from './copy-text.ts';

export const copyReference: Action = {
  id: 'image.copyReference',
  label: 'action.image.copyReference',
  icon: Tag,
  heardBy: 'window',
  when: ({ image }) => image !== null && image.references.length > 0,
  run: async ({ image }) => {
    const [reference] = image?.references ?? [];
    if (reference !== undefined) await copyText(reference);
  },
};
