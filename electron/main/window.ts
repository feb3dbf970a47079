import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { JsonFile } from './json-file.ts';
import type { Log } from './log.ts';
import { pageUrl } from './page-assets.ts';
import { minWindowSize, placeWindow } from './window-placement.ts';
import type { WindowState } from './window-placement.ts';

/** As `--surface-app` in the page's styles, so that nothing flashes before the page has drawn. */
const backgrounds = { light: '#f5f6f8', dark: '#111317' } as const;

/** A window that has not drawn by then is shown as it is. */
const showAfter = 4000;
/** A page that crashes again within this time is not loaded again. */
const reloadPause = 10_000;
const keepStateAfter = 500;

export interface WindowOptions {
  readonly preload: string;
  readonly state: WindowState;
  readonly stateFile: JsonFile<WindowState>;
  readonly developer: boolean;
  readonly log: Log;
}

/** Opens the window with the page in it. It shows itself as soon as the page has drawn. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { preload, state, developer, log } = options;
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas),
    minWidth: minWindowSize.width,
    minHeight: minWindowSize.height,
    show: false,
    title: 'Layerscope',
    backgroundColor: background(),
    fullscreen: state.fullScreen,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: developer,
    },
  });
  showWhenDrawn(window, state.maximized);
  keepState(window, options);
  reloadAfterCrash(window, log);

  const recolour = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => nativeTheme.off('updated', recolour));
  loadPage(window, log);
  return window;
}

/** Brings the window to the front, wherever it was. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

function loadPage(window: BrowserWindow, log: Log): void {
  window
    .loadURL(pageUrl)
    .catch((error: unknown) => log.write('error', 'page-not-loaded', { error }));
}

function showWhenDrawn(window: BrowserWindow, maximized: boolean): void {
  const show = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isVisible()) return;
    // Maximizing shows the window too, so it cannot be done before.
    if (maximized) window.maximize();
    window.show();
  };
  const timer = setTimeout(show, showAfter);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(timer));
}

function keepState(window: BrowserWindow, { stateFile, log }: WindowOptions): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    };
    stateFile.write(state).catch((error: unknown) => {
      log.write('warning', 'window-state-not-kept', { error });
    });
  };
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, keepStateAfter);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
  window.once('closed', () => clearTimeout(timer));
}

function reloadAfterCrash(window: BrowserWindow, log: Log): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.write('error', 'page-crashed', { reason, exitCode });
    const now = performance.now();
    const pause = now - lastCrash;
    lastCrash = now;
    if (pause > reloadPause) loadPage(window, log);
  });
  window.webContents.on('preload-error', (_event, preloadPath, error) => {
    log.write('error', 'preload-failed', { preloadPath, error });
  });
}
