import { Fingerprint } from 'lucide-react';
import type { Action } from './action.ts';
import { copyText } from './copy-text.ts';
import { fromContract } from './spec.ts';

export const copyImageId: Action = {
  ...fromContract('image.copyId'),
  icon: Fingerprint,
  when: ({ image }) => image !== null && image.id !== null,
  run: async ({ image }) => {
    if (image !== null && image.id !== null) await copyText(image.id);
  },
};
