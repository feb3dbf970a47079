// @ts-check
/** Where things are: the project, what it builds, and what it keeps between runs. */
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that the build writes. */
export const dist = path.join(root, 'dist');

/** What packaging writes. */
export const release = path.join(root, 'release');

/** The image that opens when none is named. */
export const sampleImage = path.join(root, 'assets/sample.tar');

/** The user's cache folder for this project, by the XDG base directory rules where they apply. */
export function cacheFolder() {
  const xdg = process.env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'layerscope');
  if (process.platform === 'win32') {
    return path.join(
      process.env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData/Local'),
      'layerscope',
    );
  }
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches/layerscope');
  return path.join(os.homedir(), '.cache/layerscope');
}

/** The folder the user typed the command in: npm itself moves to the project's. */
export function userFolder() {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** A path as the user meant it, absolute. @param {string} typed */
export function userPath(typed) {
  return path.resolve(userFolder(), typed);
}
