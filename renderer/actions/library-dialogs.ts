import { HardDriveUpload, HeartPulse, Paintbrush, Tags, Trash2 } from 'lucide-react';
import { useDialogsStore } from '../store/dialogs.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

export const editTags: Action = {
  ...fromContract('library.tags'),
  icon: Tags,
  when: (situation) => libraryImage(situation).length > 0,
  run: (situation) => useDialogsStore.getState().show('library-tags', libraryImage(situation)),
};

export const removeImages: Action = {
  ...fromContract('library.remove'),
  icon: Trash2,
  when: holdsImages,
  run: (situation) => useDialogsStore.getState().show('library-remove', libraryImage(situation)),
};

export const importRootFs: Action = {
  ...fromContract('library.import'),
  icon: HardDriveUpload,
  run: () => useDialogsStore.getState().show('library-import'),
};

export const pruneLibrary: Action = {
  ...fromContract('library.prune'),
  icon: Paintbrush,
  when: ({ library }) => library !== null,
  run: () => useDialogsStore.getState().show('library-prune'),
};

export const checkLibrary: Action = {
  ...fromContract('library.check'),
  icon: HeartPulse,
  run: () => useDialogsStore.getState().show('library-check'),
};

function holdsImages({ library }: Situation): boolean {
  return library !== null && library.images.length > 0;
}

/** The key of the image that is meant, if it is one of the library. */
function libraryImage({ source, image }: Situation): readonly string[] {
  return source?.role === 'library' && image !== null ? [image.key] : [];
}
