import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** The languages that the program has words in; `en.json` decides which keys there are. */
export const textLanguages = ['en', 'de'] as const;

export type TextLanguage = (typeof textLanguages)[number];

/** A key of `en.json`. The forms of a plural, `key#one` and `key#other`, are one key. */
export type TextKey = WithoutForm<keyof typeof en>;

type WithoutForm<Key extends string> = Key extends `${infer Base}#${string}` ? Base : Key;

/** What fills the `{name}` placeholders of a text. Numbers are written as the locale writes them. */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * The words for `key`. A key with plural forms takes the one that fits the number `values.count`. A placeholder
 * without a value stays as it is written.
 */
export type Translate = (key: TextKey, values?: TextValues) => string;

/** Everything that a language decides. */
export interface Texts {
  readonly language: TextLanguage;
  /** BCP 47 tag for dates and numbers: the region the user lives in, when its language is this one. */
  readonly locale: string;
  readonly t: Translate;
  readonly number: (value: number) => string;
  /** `a, b and c`. */
  readonly list: (items: readonly string[]) => string;
}

const catalogues: Readonly<Record<TextLanguage, ReadonlyMap<string, string>>> = {
  en: new Map(Object.entries(en)),
  de: new Map(Object.entries(de)),
};

/** The texts of `language`, with numbers and dates as in `locale`, which defaults to the language itself. */
export function textsIn(language: TextLanguage, locale: string = language): Texts {
  const catalogue = catalogues[language];
  const usable = usableLocale(locale, language);
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(usable);
  const lists = new Intl.ListFormat(language);

  const find = (key: string, values: TextValues): string => {
    const count = values['count'];
    const form = typeof count === 'number' ? plural.select(count) : 'other';
    return (
      catalogue.get(key) ?? catalogue.get(`${key}#${form}`) ?? catalogue.get(`${key}#other`) ?? key
    );
  };

  return {
    language,
    locale: usable,
    t: (key, values = {}) =>
      find(key, values).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value === undefined) return placeholder;
        return typeof value === 'number' ? numbers.format(value) : value;
      }),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
}

/** The texts that a user gets who has chosen `choice` and whose system speaks `systemLocale`. */
export function textsFor(choice: TextLanguage | 'system', systemLocale: string): Texts {
  return textsIn(choice === 'system' ? pickLanguage([systemLocale]) : choice, systemLocale);
}

/** True for a key that has words; narrows text that was put together from a code. */
export function isTextKey(key: string): key is TextKey {
  return catalogues.en.has(key) || catalogues.en.has(`${key}#other`);
}

/** The first of the user's languages that the program has, else English. Takes BCP 47 tags. */
export function pickLanguage(preferred: readonly string[]): TextLanguage {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    const found = textLanguages.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

function usableLocale(locale: string, language: TextLanguage): string {
  try {
    const tag = new Intl.Locale(locale);
    return tag.language === language ? tag.baseName : language;
  } catch {
    return language;
  }
}
