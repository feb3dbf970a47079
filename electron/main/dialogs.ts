import { dialog } from 'electron';
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron';
import path from 'node:path';
import type { Texts } from '../../shared/i18n/t.ts';
import { safeFileName } from './safe-file-name.ts';

/** The system's dialogs, the only way for the window to name a path. */
export interface Dialogs {
  /** Absolute paths; none when the user thought better of it. */
  readonly chooseSources: (folder: boolean) => Promise<readonly string[]>;
  /** An absolute path for a file of that name; null when the user thought better of it. */
  readonly chooseDestination: (name: string) => Promise<string | null>;
  /** An absolute path of a folder to put something of that name into; null when the user thought better of it. */
  readonly chooseFolder: (name: string) => Promise<string | null>;
  /** An absolute path of a tar, or of a folder, to put on top of an image; null when the user thought better of it. */
  readonly chooseLayer: (folder: boolean) => Promise<string | null>;
}

const archiveExtensions = ['tar', 'tgz', 'gz', 'zst', 'tzst', 'xz', 'txz', 'bz2', 'tbz2', 'oci'];

/** Dialogs belong to the window, if there is one. Each kind begins where it was left. */
export function createDialogs(window: () => BrowserWindow | null, texts: () => Texts): Dialogs {
  let openFolder: string | undefined;
  let saveFolder: string | undefined;

  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const owner = window();
    const { canceled, filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    return canceled ? [] : filePaths;
  };

  return {
    chooseSources: async (folder) => {
      const { t } = texts();
      const chosen = await open({
        title: t(folder ? 'dialog.open.folder' : 'dialog.open.file'),
        properties: [folder ? 'openDirectory' : 'openFile', 'multiSelections'],
        filters: folder ? [] : filters(t),
        ...(openFolder === undefined ? {} : { defaultPath: openFolder }),
      });
      const [first] = chosen;
      if (first !== undefined) openFolder = path.dirname(first);
      return chosen;
    },
    chooseDestination: async (name) => {
      const suggested = safeFileName(name);
      const options: SaveDialogOptions = {
        title: texts().t('dialog.save.title', { name: suggested }),
        defaultPath: saveFolder === undefined ? suggested : path.join(saveFolder, suggested),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const owner = window();
      const { canceled, filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      if (canceled || filePath === '') return null;
      saveFolder = path.dirname(filePath);
      return filePath;
    },
    chooseFolder: async (name) => {
      const [chosen] = await open({
        title: texts().t('dialog.into.title', { name }),
        buttonLabel: texts().t('dialog.into.button'),
        properties: ['openDirectory', 'createDirectory'],
        ...(saveFolder === undefined ? {} : { defaultPath: saveFolder }),
      });
      if (chosen === undefined) return null;
      saveFolder = chosen;
      return chosen;
    },
    chooseLayer: async (folder) => {
      const { t } = texts();
      const [chosen] = await open({
        title: t(folder ? 'dialog.layer.folder' : 'dialog.layer.file'),
        properties: [folder ? 'openDirectory' : 'openFile'],
        filters: folder ? [] : filters(t),
        ...(openFolder === undefined ? {} : { defaultPath: openFolder }),
      });
      if (chosen === undefined) return null;
      openFolder = path.dirname(chosen);
      return chosen;
    },
  };
}

function filters(t: Texts['t']): OpenDialogOptions['filters'] & object {
  return [
    { name: t('dialog.open.archives'), extensions: archiveExtensions },
    { name: t('dialog.open.everything'), extensions: ['*'] },
  ];
}
