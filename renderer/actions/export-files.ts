import { FolderDown, HardDriveDownload } from 'lucide-react';
import type { ViewSession } from '../engine/view-session.ts';
import { useExportStore } from '../store/export.ts';
import type { FilesSubject } from '../store/export.ts';
import type { Action } from './action.ts';
import { entryPath } from './entry-path.ts';
import { meantImage } from './export-subject.ts';
import { meantFiles } from './meant-files.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

/** The node of a tree that is its root. */
const rootNode = 0;

/** Paths that the dialog names. */
const namedPaths = 4;

/** Takes what is chosen out of the image, folders with all that lies in them. */
export const exportFiles: Action = {
  ...fromContract('export.files'),
  icon: FolderDown,
  severalLabel: 'action.export.files',
  aboutPath: true,
  when: ({ comparison, image, range, row, several }) =>
    comparison === null && image !== null && range !== null && (row !== null || several > 0),
  run: async (situation) => {
    const choice = meantImage(situation);
    const { range, session } = situation;
    if (choice === null || range === null || session === null) return;
    const [files, named] = await Promise.all([meantFiles(session), namesOf(situation, session)]);
    if (files === null) return;
    const { begin } = useExportStore.getState();
    begin({ kind: 'files', choice, layer: range.to, ...files, ...named });
  },
};

/** What is to be taken out, in words. */
async function namesOf(
  situation: Situation,
  session: ViewSession,
): Promise<Pick<FilesSubject, 'paths' | 'left'>> {
  if (situation.several === 0) {
    const path = await entryPath(situation);
    return { paths: path === null ? [] : [path], left: 0 };
  }
  const { paths, left } = await session.chosenPaths(namedPaths);
  return { paths: paths.map((path) => `/${path}`), left };
}

/** Takes everything out that a container would see after the chosen layer. */
export const exportRootFileSystem: Action = {
  ...fromContract('export.rootFs'),
  icon: HardDriveDownload,
  when: ({ image, range }) => image !== null && range !== null,
  run: (situation) => {
    const choice = meantImage(situation);
    const { range } = situation;
    if (choice === null || range === null) return;
    const { begin } = useExportStore.getState();
    const root = { nodes: [rootNode], paths: ['/'], left: 0, removed: 0 };
    begin({ kind: 'files', choice, layer: range.to, ...root });
  },
};
