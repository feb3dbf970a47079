import { create } from 'zustand';
import type { HostInfo, Settings } from '../../shared/contract/host.ts';
import { pickLanguage, textsIn } from '../../shared/i18n/t.ts';
import type { Texts } from '../../shared/i18n/t.ts';

interface SettingsState {
  readonly settings: Settings;
  /** Null until the main process has answered. */
  readonly host: HostInfo | null;
  /** The words of the language in force. */
  readonly texts: Texts;
  readonly setHost: (host: HostInfo) => void;
  readonly setSettings: (settings: Settings) => void;
}

export const useSettingsStore = create<SettingsState>()((set) => ({
  settings: { theme: 'system', language: 'system', reopen: true },
  host: null,
  texts: textsFor('system', navigator.language),
  setHost: (host) =>
    set(({ settings }) => ({ host, texts: textsFor(settings.language, host.locale) })),
  setSettings: (settings) =>
    set(({ host }) => ({
      settings,
      texts: textsFor(settings.language, host?.locale ?? navigator.language),
    })),
}));

function textsFor(language: Settings['language'], locale: string): Texts {
  return textsIn(language === 'system' ? pickLanguage([locale]) : language, locale);
}
