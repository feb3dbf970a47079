import { expect, test } from 'vitest';
import { isTextKey, textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { problemCodes } from '../../shared/model/problem.ts';

test.each(problemCodes)('%s is named and explained', (code) => {
  const keys = [`problem.${code}`, `problem.${code}.meaning`];
  expect(keys.filter((key) => !isTextKey(key))).toEqual([]);
});

test.each(textLanguages)(
  'findings speak whole sentences without placeholders in %s',
  (language) => {
    const { t } = textsIn(language);
    const odd = problemCodes.filter((code) => {
      const [name, meaning] = [t(`problem.${code}`), t(`problem.${code}.meaning`)];
      return /[{}]|\.$/.test(name) || !meaning.endsWith('.') || meaning.includes('{');
    });
    expect(odd).toEqual([]);
  },
);
