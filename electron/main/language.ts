import type { Settings } from '../../shared/contract/host.ts';
import { pickLanguage, textLanguages } from '../../shared/i18n/t.ts';

/**
 * The first of the user's languages that the program speaks, with its region; English when there is none. Takes and
 * answers BCP 47 tags.
 */
export function systemLocale(preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) !== undefined) ?? pickLanguage([]);
}

/** The setting that `--lang` stands for; none when the program does not speak that language. */
export function namedLanguage(tag: string | null): Pick<Partial<Settings>, 'language'> {
  const language = tag === null ? undefined : languageOf(tag);
  return language === undefined ? {} : { language };
}

function languageOf(tag: string): (typeof textLanguages)[number] | undefined {
  const primary = tag.toLowerCase().split(/[-_]/)[0];
  return textLanguages.find((language) => language === primary);
}
