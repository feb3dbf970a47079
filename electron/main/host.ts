import { clipboard, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CallError } from '../../shared/contract/frames.ts';
import type { HostContract, HostInfo } from '../../shared/contract/host.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import type { Texts } from '../../shared/i18n/t.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { Dialogs } from './dialogs.ts';
import type { EngineHost } from './engine-host.ts';
import type { ExportHost } from './export-host.ts';
import type { Grants } from './grants.ts';
import type { Recent } from './recent.ts';
import { replaceFile } from './replace-file.ts';
import { safeDrawingName, safeReportName } from './safe-file-name.ts';
import type { SettingsStore } from './settings.ts';
import type { Sources } from './sources.ts';
import { writeFailure } from './write-failure.ts';

export interface HostOptions {
  readonly info: HostInfo;
  readonly samplePath: string;
  readonly grants: Grants;
  readonly sources: Sources;
  readonly recent: Recent;
  readonly settings: SettingsStore;
  readonly dialogs: Dialogs;
  readonly exports: ExportHost;
  /** In the language that the window speaks now. */
  readonly texts: () => Texts;
  readonly call: EngineHost<never>['call'];
  readonly window: () => BrowserWindow | null;
  readonly onActions: (enabled: ReadonlySet<string>) => void;
}

/** What the window may ask of this process. */
export function createHost(options: HostOptions): Implementation<HostContract> {
  const { info, grants, sources, recent, settings, dialogs, call } = options;

  const grantedPath = (grant: Grant): string => {
    const granted = grants.pathOf(grant);
    if (granted === null) throw new CallError('source-closed');
    return granted;
  };

  return {
    'host.info': () => info,
    'source.choose': async ({ folder }) => sources.open(await dialogs.chooseSources(folder)),
    'source.openSample': () => sources.open([options.samplePath], { remember: false }),
    'source.close': ({ grant }) => sources.close(grant),
    'source.retry': ({ grant }) => sources.retry(grant),
    'source.reveal': ({ grant }) => shell.showItemInFolder(grantedPath(grant)),
    'recent.list': () => recent.list(),
    'recent.open': async ({ id }) => {
      const known = recent.pathOf(id);
      return known === null ? [] : sources.open([known]);
    },
    'recent.clear': () => recent.clear(),
    'entry.save': async ({ grant, image, layer, node }, signal) => {
      // The library is the engine's own source; any other must have been granted.
      if (grant !== libraryGrant) grantedPath(grant);
      const name = await call('entry.name', { grant, image, node }, { signal });
      const destination = await dialogs.chooseDestination(name);
      if (destination === null) return null;
      const saved = { grant, image, layer, node, destination };
      const { bytes } = await call('entry.save', saved, { signal });
      return { name: path.basename(destination), bytes };
    },
    'drawing.save': async ({ name, bytes }) => {
      const destination = await dialogs.chooseDestination(safeDrawingName(name));
      if (destination === null) return null;
      // In a folder of the user's a fixed name could be that of another file.
      const draft = path.join(path.dirname(destination), `.layerscope-${randomUUID()}.part`);
      await replaceFile(destination, bytes, { draft, mode: 0o644 }).catch((error: unknown) => {
        throw writeFailure(error, path.basename(destination));
      });
      return { name: path.basename(destination), bytes: bytes.length };
    },
    'library.import': async ({ references, changes }) => {
      const [chosen] = await dialogs.chooseSources(false);
      if (chosen === undefined) return null;
      return call('library.import', { path: chosen, references, changes });
    },
    'comparison.save': async ({ comparison, format }, signal) => {
      const name = await call('comparison.name', { comparison }, { signal });
      const destination = await dialogs.chooseDestination(safeReportName(name, format));
      if (destination === null) return null;
      const { locale } = options.texts();
      const report = { comparison, format, locale, destination };
      const { bytes } = await call('comparison.save', report, { signal });
      return { name: path.basename(destination), bytes };
    },
    'review.save': async ({ grant, image, format }, signal) => {
      if (grant !== libraryGrant) grantedPath(grant);
      const name = await call('review.name', { grant, image }, { signal });
      const destination = await dialogs.chooseDestination(safeReportName(name, format));
      if (destination === null) return null;
      const { locale } = options.texts();
      const report = { grant, image, format, locale, destination };
      const { bytes } = await call('review.save', report, { signal });
      return { name: path.basename(destination), bytes };
    },
    ...options.exports,
    'settings.read': () => settings.current(),
    'settings.write': async ({ settings: changed }) => {
      await settings.change(changed).catch((error: unknown) => {
        throw writeFailure(error, 'settings.json');
      });
      return settings.current();
    },
    'clipboard.write': ({ text }) => clipboard.writeText(text),
    'menu.update': ({ enabled }) => options.onActions(new Set(enabled)),
    'window.close': () => options.window()?.close(),
  };
}
