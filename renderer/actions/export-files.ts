import { FolderDown, HardDriveDownload } from 'lucide-react';
import { useExportStore } from '../store/export.ts';
import type { Action } from './action.ts';
import { entryPath } from './entry-path.ts';
import { meantImage } from './export-subject.ts';
import { fromContract } from './spec.ts';

/** The node of a tree that is its root. */
const rootNode = 0;

/** Takes the path that the cursor is on out of the image, with all that lies in it. */
export const exportFiles: Action = {
  ...fromContract('export.files'),
  icon: FolderDown,
  when: ({ comparison, image, range, row }) =>
    comparison === null && image !== null && range !== null && row !== null,
  run: async (situation) => {
    const choice = meantImage(situation);
    const { range, row } = situation;
    const path = await entryPath(situation);
    if (choice === null || range === null || row === null || path === null) return;
    const deleted = row.change === 'removed';
    const { node } = row;
    const { begin } = useExportStore.getState();
    begin({ kind: 'files', choice, layer: range.to, node, path, deleted });
  },
};

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
    const path = '/';
    begin({ kind: 'files', choice, layer: range.to, node: rootNode, path, deleted: false });
  },
};
