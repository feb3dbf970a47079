import { homedir } from 'node:os';
import path from 'node:path';

/** Where the machine says that things may be kept. */
export interface CachePlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/**
 * The user's cache folder for this program, the same for window and command line: `LAYERSCOPE_CACHE_FOLDER` where it is
 * set, else where the system keeps caches (XDG Base Directory Specification on Linux). Relative settings are ignored,
 * as that specification asks.
 */
export function cacheFolder(place: CachePlace = thisMachine()): string {
  const { environment, platform, home } = place;
  const named = environment['LAYERSCOPE_CACHE_FOLDER'];
  if (named !== undefined && path.isAbsolute(named)) return named;
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'layerscope');
  const variable = platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME';
  const usual =
    platform === 'win32' ? path.join(home, 'AppData', 'Local') : path.join(home, '.cache');
  const stated = environment[variable];
  return path.join(stated !== undefined && path.isAbsolute(stated) ? stated : usual, 'layerscope');
}

function thisMachine(): CachePlace {
  return { environment: process.env, platform: process.platform, home: homedir() };
}
