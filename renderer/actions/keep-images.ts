import { Archive, FolderDown } from 'lucide-react';
import type { Image } from '../../shared/model/image.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { engine } from '../engine/client.ts';
import { loadNotices } from '../i18n/load-notices.ts';
import { useLibraryStore } from '../store/library.ts';
import { notify } from '../store/notices.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

/** Keeps the chosen image of an archive in the library. */
export const keepImage: Action = {
  ...fromContract('library.keep'),
  icon: Archive,
  when: ({ source, image }) => source?.role === 'opened' && image !== null,
  run: async ({ source, image }) => {
    if (source !== null && image !== null) await keep(source, [image]);
  },
};

/** Keeps everything that an archive holds. */
export const keepArchive: Action = {
  ...fromContract('library.keepAll'),
  icon: FolderDown,
  when: ({ source }) => source?.role === 'opened' && (source.contents?.images.length ?? 0) > 0,
  run: async ({ source }) => {
    if (source !== null) await keep(source, null);
  },
};

async function keep({ grant, contents }: SourceState, some: readonly Image[] | null) {
  const before = useLibraryStore.getState().library;
  const result = await engine.call('library.load', {
    grant,
    images: some === null ? null : some.map(({ key }) => key),
  });
  const { texts } = useSettingsStore.getState();
  const images = some ?? contents?.images ?? [];
  for (const notice of loadNotices(result, images, before, texts)) notify(notice);
}
