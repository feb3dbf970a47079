import { BrowserWindow } from 'electron';
import { showWindow, openWindow } from './window.ts';
import type { WindowOptions } from './window.ts';
import type { WindowState } from './window-placement.ts';

export interface MainWindowOptions extends Omit<WindowOptions, 'state'> {
  readonly closed: () => void;
  /** Told when the window could not be opened again. */
  readonly failed: (error: unknown) => void;
}

/** The program's one window; on some systems the program goes on without it. */
export interface MainWindow {
  readonly current: () => BrowserWindow | null;
  /** Opens it in this state. */
  readonly open: (state: WindowState) => void;
  /** Brings it to the front; opens it as it was last where it has been closed. */
  readonly show: () => void;
}

export function createMainWindow({ closed, failed, ...options }: MainWindowOptions): MainWindow {
  const current = (): BrowserWindow | null => BrowserWindow.getAllWindows()[0] ?? null;
  const open = (state: WindowState): void => {
    openWindow({ ...options, state }).once('closed', closed);
  };
  const show = (): void => {
    const window = current();
    if (window === null) options.stateFile.read().then(open).catch(failed);
    else showWindow(window);
  };
  return { current, open, show };
}
