/** The main process: it owns the rights, the window and the engine's process. */
import { app, dialog, Menu } from 'electron';
import process from 'node:process';
import { refusedLimits } from '../engine/bytes/limits.ts';
import { startApp } from './app.ts';
import type { App } from './app.ts';
import { handedPaths, ownArguments, parseArguments } from './arguments.ts';
import type { Arguments, Handover } from './arguments.ts';
import { namedLanguage } from './language.ts';
import { openLog } from './log.ts';
import { findPlaces } from './places.ts';
import { registerPageScheme } from './protocol.ts';
import { confinePages } from './security.ts';
import { openStores } from './stores.ts';

const named = parseArguments(
  ownArguments(process.argv, process.defaultApp === true),
  process.cwd(),
);
const handover: Handover = { paths: named.paths };

if (app.requestSingleInstanceLock(handover)) begin();
else app.quit();

function begin(): void {
  const places = findPlaces();
  const log = openLog(places.logs);
  for (const part of refusedLimits) log.write('warning', 'limit-refused', { part });
  // Read while Electron gets ready.
  const stores = openStores(places, namedLanguage(named.language));
  const fail = (error: unknown): void => {
    log.write('error', 'failed', { error });
    dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error));
    app.exit(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', (error) => log.write('error', 'unhandled-rejection', { error }));

  // Else Electron makes a menu of its own while it gets ready.
  Menu.setApplicationMenu(null);
  registerPageScheme();
  confinePages(log);
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');

  // As the packaged program's shortcut, so that Windows keeps them together.
  if (process.platform === 'win32') app.setAppUserModelId('app.layerscope.Layerscope');

  // The system may name files before there is a program to open them.
  const early: string[] = [];
  let running: App | null = null;
  const open = (paths: readonly string[]): void => {
    if (running === null) early.push(...paths);
    else void running.open(paths);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on('second-instance', (_event, _args, _folder, data) => open(handedPaths(data)));
  app.on('activate', () => running?.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (running === null) return;
    event.preventDefault();
    const { stop, isHeld } = running;
    running = null;
    void stop().finally(() => {
      if (isHeld()) process.kill(process.pid, 'SIGKILL');
      else app.exit();
    });
  });

  const start = async (): Promise<void> => {
    await app.whenReady();
    const first: Arguments = { ...named, paths: [...named.paths, ...early.splice(0)] };
    running = await startApp(first, places, stores, log);
    if (early.length > 0) open(early.splice(0));
  };
  start().catch(fail);
}
