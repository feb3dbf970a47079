import { homedir } from 'node:os';
import type { Settings } from '../../shared/contract/host.ts';
import { jsonFile } from './json-file.ts';
import type { JsonFile } from './json-file.ts';
import type { Places } from './places.ts';
import { openRecent } from './recent.ts';
import type { Recent } from './recent.ts';
import { sessionFile } from './session.ts';
import type { Session } from './session.ts';
import { openSettings } from './settings.ts';
import type { SettingsStore } from './settings.ts';
import { firstWindowState, windowStateSchema } from './window-placement.ts';
import type { WindowState } from './window-placement.ts';

/** What is kept between two runs, each in a small file of its own. */
export interface Stores {
  readonly settings: SettingsStore;
  readonly recent: Recent;
  readonly session: JsonFile<Session>;
  /** What the session was when the program started. */
  readonly lastSession: Session;
  readonly windowState: JsonFile<WindowState>;
  readonly lastWindowState: WindowState;
}

/** Reads all of it. `named` are settings for this run only. */
export async function openStores(
  places: Pick<Places, 'settings' | 'recent' | 'session' | 'window'>,
  named: Partial<Settings>,
): Promise<Stores> {
  const session = sessionFile(places.session);
  const windowState = jsonFile(places.window, windowStateSchema, firstWindowState);
  const [settings, recent, lastSession, lastWindowState] = await Promise.all([
    openSettings(places.settings, named),
    openRecent(places.recent, homedir()),
    session.read(),
    windowState.read(),
  ]);
  return { settings, recent, session, lastSession, windowState, lastWindowState };
}
