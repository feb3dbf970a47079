import { homedir } from 'node:os';
import path from 'node:path';

/** Where the machine says that things may be kept. */
export interface MachinePlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/**
 * The user's cache folder for this program, the same for window and command line: `LAYERSCOPE_CACHE_FOLDER` where it is
 * set, else where the system keeps caches (XDG Base Directory Specification on Linux). Relative settings are ignored,
 * as that specification asks.
 */
export function cacheFolder(place: MachinePlace = thisMachine()): string {
  const { environment, platform, home } = place;
  return (
    absolute(environment['LAYERSCOPE_CACHE_FOLDER']) ??
    systemFolder(place, {
      mac: path.join(home, 'Library', 'Caches'),
      variable: platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME',
      usual: platform === 'win32' ? path.join(home, 'AppData', 'Local') : path.join(home, '.cache'),
    })
  );
}

/**
 * The layer store, the same for window and command line: `LAYERSCOPE_STORE` where it is set, else `library` in the
 * user's data folder. Relative settings are ignored here too.
 */
export function storeFolder(place: MachinePlace = thisMachine()): string {
  const { environment, platform, home } = place;
  const named = absolute(environment['LAYERSCOPE_STORE']);
  if (named !== null) return named;
  const data = systemFolder(place, {
    mac: path.join(home, 'Library', 'Application Support'),
    variable: platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_DATA_HOME',
    usual:
      platform === 'win32'
        ? path.join(home, 'AppData', 'Local')
        : path.join(home, '.local', 'share'),
  });
  return path.join(data, 'library');
}

interface SystemFolders {
  readonly mac: string;
  readonly variable: string;
  readonly usual: string;
}

function systemFolder(place: MachinePlace, { mac, variable, usual }: SystemFolders): string {
  const base = place.platform === 'darwin' ? mac : (absolute(place.environment[variable]) ?? usual);
  return path.join(base, 'layerscope');
}

function absolute(setting: string | undefined): string | null {
  return setting !== undefined && path.isAbsolute(setting) ? setting : null;
}

function thisMachine(): MachinePlace {
  return { environment: process.env, platform: process.platform, home: homedir() };
}
