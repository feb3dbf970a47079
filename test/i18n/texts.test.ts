import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionIds, actionSpecs } from '../../shared/contract/actions.ts';
import { isTextKey, pickLanguage, textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { failureCodes } from '../../shared/model/job.ts';

function stored(language: string): Map<string, unknown> {
  const file = new URL(`../../shared/i18n/${language}.json`, import.meta.url);
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
}

const catalogues = new Map(textLanguages.map((language) => [language, stored(language)]));
const english = catalogues.get('en') ?? new Map();
const keys = [...english.keys()];

function sorted(texts: Iterable<string>): readonly string[] {
  return [...texts].toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

function placeholders(text: unknown): readonly string[] {
  return sorted(String(text).match(/\{\w+\}/g) ?? []);
}

describe.each(textLanguages.filter((language) => language !== 'en'))('%s', (language) => {
  const catalogue = catalogues.get(language) ?? new Map();

  test('has exactly the keys of English', () => {
    expect(sorted(catalogue.keys())).toEqual(sorted(keys));
  });

  test('has the placeholders of English in every text', () => {
    const of = (texts: ReadonlyMap<string, unknown>) =>
      Object.fromEntries(keys.map((key) => [key, placeholders(texts.get(key))]));
    expect(of(catalogue)).toEqual(of(english));
  });
});

describe.each(textLanguages)('the file of %s', (language) => {
  const entries = [...(catalogues.get(language) ?? new Map())];

  test('has its keys in order', () => {
    const found = entries.map(([key]) => key);
    expect(found).toEqual(sorted(found));
  });

  test('has a text without stray spaces for every key', () => {
    expect(
      entries.filter(
        ([, text]) => typeof text !== 'string' || text.trim() === '' || text !== text.trim(),
      ),
    ).toEqual([]);
  });

  test('has both forms of every plural, and no braces but placeholders', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const all = new Set(entries.map(([key]) => key));
    const bases = [...all].filter((key) => key.includes('#')).map((key) => key.split('#')[0]);
    const missing = bases.flatMap((base) =>
      forms.map((form) => `${base}#${form}`).filter((key) => !all.has(key)),
    );
    expect(missing).toEqual([]);
    expect(bases.filter((base) => all.has(base ?? ''))).toEqual([]);
    expect(entries.filter(([, text]) => /[{}]/.test(String(text).replace(/\{\w+\}/g, '')))).toEqual(
      [],
    );
  });
});

test('every failure and every action has words', () => {
  const wanted = [
    ...failureCodes.map((code) => `failure.${code}`),
    ...actionIds.map((id) => actionSpecs[id].label),
  ];
  expect(wanted.filter((key) => !isTextKey(key))).toEqual([]);
});

describe('t', () => {
  const texts = textsIn('en');

  test('chooses the plural form and writes numbers as the locale does', () => {
    expect([0, 1, 12_345].map((count) => texts.t('bytes.exact', { count }))).toEqual([
      '0 bytes',
      '1 byte',
      '12,345 bytes',
    ]);
    expect(textsIn('de').t('bytes.exact', { count: 12_345 })).toBe('12.345 Bytes');
  });

  test('fills placeholders once and leaves those without a value', () => {
    expect(texts.t('dialog.save.title', { name: '{name} $& {x}' })).toBe('Save {name} $& {x} as');
    expect(texts.t('dialog.save.title')).toBe('Save {name} as');
    expect(texts.t('dialog.save.title', { toString: 'x' })).toBe('Save {name} as');
  });

  test('takes the region only from a locale of its own language', () => {
    const locales = [
      ['en', 'en-GB'],
      ['en', 'de-CH'],
      ['de', 'de-CH'],
      ['de', 'not a tag'],
    ] as const;
    expect(locales.map(([language, locale]) => textsIn(language, locale).locale)).toEqual([
      'en-GB',
      'en',
      'de-CH',
      'de',
    ]);
  });

  test('joins lists as the language does', () => {
    expect(textsIn('de').list(['a', 'b', 'c'])).toBe('a, b und c');
  });
});

test('keys are known by their base', () => {
  expect(
    ['menu.file', 'bytes.exact', 'bytes.exact#one', 'nothing', '__proto__'].map(isTextKey),
  ).toEqual([true, true, true, false, false]);
});

test('the first language of the user that there is wins', () => {
  const choices = [['fr-FR', 'de-AT', 'en'], ['EN_us'], ['fr'], [], ['']];
  expect(choices.map(pickLanguage)).toEqual(['de', 'en', 'en', 'en', 'en']);
});
