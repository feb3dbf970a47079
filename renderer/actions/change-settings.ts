import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { languages, themes } from '../../shared/contract/host.ts';
import type { Settings } from '../../shared/contract/host.ts';
import { host } from '../engine/client.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { Action } from './action.ts';

/** Writes settings; the main process tells them back to every window. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const { settings, setSettings } = useSettingsStore.getState();
  setSettings(await host.call('settings.write', { settings: { ...settings, ...change } }));
}

const themeIcons: Readonly<Record<Settings['theme'], LucideIcon>> = {
  system: Monitor,
  light: Sun,
  dark: Moon,
};

export const chooseTheme: readonly Action[] = themes.map((theme) => ({
  id: `theme.${theme}`,
  label: `action.theme.${theme}`,
  icon: themeIcons[theme],
  heardBy: 'window',
  checked: () => useSettingsStore.getState().settings.theme === theme,
  run: async () => changeSettings({ theme }),
}));

export const chooseLanguage: readonly Action[] = languages.map((language) => ({
  id: `language.${language}`,
  label: `action.language.${language}`,
  icon: Languages,
  heardBy: 'window',
  checked: () => useSettingsStore.getState().settings.language === language,
  run: async () => changeSettings({ language }),
}));
