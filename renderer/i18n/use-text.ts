import type { Texts } from '../../shared/i18n/t.ts';
import { useSettingsStore } from '../store/settings.ts';

/** The words, numbers and lists of the language in force: `const { t, locale } = useText()`. */
export function useText(): Texts {
  return useSettingsStore((state) => state.texts);
}
