import * as v from 'valibot';
import { settingsSchema } from '../../shared/contract/host.ts';
import type { Settings } from '../../shared/contract/host.ts';
import { jsonFile } from './json-file.ts';

/** The user's settings, in memory and on the disk. */
export interface SettingsStore {
  readonly current: () => Settings;
  /** Takes effect at once; resolves when it is on the disk. */
  readonly change: (settings: Settings) => Promise<void>;
  /** Answers the function that ends the subscription. */
  readonly onChange: (handler: (settings: Settings) => void) => () => void;
}

/** `named` holds for this run only, unless the user changes the settings: what the command line says. */
export async function openSettings(
  file: string,
  named: Partial<Settings> = {},
): Promise<SettingsStore> {
  const stored = jsonFile(file, settingsSchema, v.parse(settingsSchema, {}));
  const handlers = new Set<(settings: Settings) => void>();
  let current: Settings = { ...(await stored.read()), ...named };
  return {
    current: () => current,
    change: async (settings) => {
      current = settings;
      for (const handler of handlers) handler(settings);
      await stored.write(settings);
    },
    onChange: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
  };
}
