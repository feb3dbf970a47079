import { app, nativeTheme, session as sessions } from 'electron';
import process from 'node:process';
import type { HostInfo } from '../../shared/contract/host.ts';
import type { Report } from '../../shared/contract/rpc.ts';
import { textsFor } from '../../shared/i18n/t.ts';
import type { Texts } from '../../shared/i18n/t.ts';
import { createAllowedLayers } from './allowed-layers.ts';
import type { Arguments } from './arguments.ts';
import { createDialogs } from './dialogs.ts';
import { dragIcon } from './drag-icon.ts';
import { createDragOut } from './drag-out.ts';
import { startEngineHost } from './engine-host.ts';
import { launchEngine } from './engine-process.ts';
import { createExportHost } from './export-host.ts';
import { createGrants } from './grants.ts';
import { createHost } from './host.ts';
import { listenToPages } from './ipc.ts';
import { systemLocale } from './language.ts';
import type { Log } from './log.ts';
import { createMainWindow } from './main-window.ts';
import { createMenu } from './menu.ts';
import type { Places } from './places.ts';
import { servePage } from './protocol.ts';
import { confineSession } from './security.ts';
import { pathsAtStart } from './session.ts';
import { createSources } from './sources.ts';
import type { Stores } from './stores.ts';
import { createWindowLink } from './window-link.ts';

/** The running program, as the events of the system drive it. */
export interface App {
  /** Opens paths that came from outside the window, and brings it to the front. */
  readonly open: (paths: readonly string[]) => Promise<void>;
  /** Opens the window, or brings it to the front. */
  readonly show: () => void;
  /** Ends the engine and waits for what is being written. */
  readonly stop: () => Promise<void>;
  /** Whether a drive that hangs keeps this process from ending by itself. */
  readonly isHeld: () => boolean;
}

/** Puts the parts together and opens the window. Electron has to be ready; the stores need not be. */
export async function startApp(
  named: Arguments,
  places: Places,
  stores: Promise<Stores>,
  log: Log,
): Promise<App> {
  const developer = !app.isPackaged;
  const grants = createGrants();
  const report: Report = (method, error) => log.write('error', 'call-failed', { method, error });

  const inBackground = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.write('error', what, { error }));
  };

  // The engine takes the longest to start, so it comes first; what it is told meanwhile waits for it.
  const engine = startEngineHost({
    launch: () =>
      launchEngine({
        program: places.engine,
        cacheFolder: places.cache,
        log,
      }),
    opened: grants.all,
    log,
  });
  const { call } = engine;

  confineSession(sessions.defaultSession, developer, log);
  servePage(places.page);
  const { settings, recent, session, lastSession, windowState, lastWindowState } = await stores;
  nativeTheme.themeSource = settings.current().theme;

  const info = hostInfo();
  const texts = (): Texts => textsFor(settings.current().language, info.locale);
  const window = createMainWindow({
    preload: places.preload,
    stateFile: windowState,
    developer,
    log,
    closed: () => {
      link.disconnect();
      menu.forgetWindow();
    },
    failed: (error) => log.write('error', 'window-not-opened', { error }),
  });
  const sources = createSources({ grants, call, recent, session, log });
  const dialogs = createDialogs(window.current, texts);
  const allowed = createAllowedLayers(call);
  const drag = createDragOut({
    cacheFolder: places.cache,
    call,
    begin: async (files, signal) => {
      const [file = ''] = files;
      const icon = await dragIcon(file);
      if (!signal.aborted)
        window.current()?.webContents.startDrag({ file, files: [...files], icon });
    },
    prepared: (told) => link.emit('drag-prepared', told),
  });

  const host = createHost({
    info,
    samplePath: places.sample,
    grants,
    sources,
    recent,
    settings,
    dialogs,
    exports: createExportHost({ grants, allowed, dialogs, drag, call }),
    texts,
    call,
    window: window.current,
    onActions: (applying) => menu.enable(applying),
  });
  const link = createWindowLink(host, engine, report);
  engine.onRestart((restart) => {
    if (!restart.reopening) sources.forget();
    inBackground('layers-not-allowed', allowed.allowAgain());
    link.emitWhenConnected('engine-restarted', restart);
  });

  const openFromOutside = async (paths: readonly string[]): Promise<void> => {
    const opened = await sources.open(paths);
    if (opened.length > 0) link.emitWhenConnected('opened', { grants: opened });
  };

  const menu = createMenu(
    () => ({ platform: info.platform, t: texts().t, recent: recent.list(), developer }),
    {
      action: (action) => {
        if (window.current() === null) window.show();
        link.emitWhenConnected('menu', { action });
      },
      openRecent: (id) => {
        const path = recent.pathOf(id);
        if (path === null) return;
        window.show();
        inBackground('recent-not-opened', openFromOutside([path]));
      },
      clearRecent: () => inBackground('recent-not-cleared', recent.clear()),
    },
  );
  recent.onChange(menu.renew);
  settings.onChange((changed) => {
    nativeTheme.themeSource = changed.theme;
    menu.renew();
    link.emit('settings', changed);
  });
  listenToPages(
    {
      connect: link.connect,
      drop: (paths) => inBackground('drop-not-opened', openFromOutside(paths)),
    },
    log,
  );

  window.open(lastWindowState);
  menu.renew();
  const first = pathsAtStart(named.paths, lastSession, settings.current().reopen);
  const remember = named.paths.length > 0;
  inBackground('start-not-opened', sources.open(first, { remember }));

  return {
    open: async (paths) => {
      window.show();
      await openFromOutside(paths);
    },
    show: window.show,
    isHeld: sources.isHeld,
    stop: async () => {
      await engine.stop();
      await drag.stop();
      await Promise.all([windowState.settled(), session.settled(), recent.settled()]);
    },
  };
}

function hostInfo(): HostInfo {
  const { electron, chrome: chromium, node } = process.versions;
  return {
    version: app.getVersion(),
    electron,
    chromium,
    node,
    platform:
      process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    locale: systemLocale(app.getPreferredSystemLanguages()),
  };
}
