import { Combine, Diff, Download, PencilRuler } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { libraryGrant } from '../../shared/model/library.ts';
import { useExportStore } from '../store/export.ts';
import type { Action } from './action.ts';
import { meantImage } from './export-subject.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

/** Writes whole images: the one that is meant, or some of the library. */
export const exportImages: Action = {
  ...fromContract('export.images'),
  icon: Download,
  when: (situation) => isArchive(situation) || holdsImages(situation),
  run: (situation) => {
    const { source, image } = situation;
    const isMeant = source !== null && (isArchive(situation) || source.role === 'library');
    useExportStore.getState().begin({
      kind: 'images',
      grant: isMeant ? source.grant : libraryGrant,
      chosen: isMeant && image !== null ? [image.key] : [],
    });
  },
};

/** Writes an image without the layers that another one has. */
export const exportDelta = aboutImage('delta', Diff);

/** Puts a delta and what it was made against together. */
export const joinWithBase = aboutImage('join', Combine);

/** Makes a new image out of one. */
export const editImage = aboutImage('edit', PencilRuler);

function aboutImage(kind: 'delta' | 'join' | 'edit', icon: LucideIcon): Action {
  return {
    ...fromContract(`export.${kind}`),
    icon,
    when: (situation) =>
      situation.image !== null && situation.image.layers.length > 0 && !isRootFs(situation),
    run: (situation) => {
      const choice = meantImage(situation);
      if (choice !== null) useExportStore.getState().begin({ kind, choice });
    },
  };
}

/** Whether an opened archive is meant that holds images; a bare root file system is none yet. */
function isArchive(situation: Situation): boolean {
  const { source } = situation;
  const contents = source?.role === 'opened' ? source.contents : null;
  return contents !== null && !isRootFs(situation) && contents.images.length > 0;
}

function isRootFs({ source }: Situation): boolean {
  return source?.contents?.kind === 'root-fs';
}

function holdsImages({ library }: Situation): boolean {
  return library !== null && library.images.length > 0;
}
