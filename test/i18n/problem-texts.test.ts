import { expect, test } from 'vitest';
import { isTextKey, textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { limitCodes, problemCodes } from '../../shared/model/problem.ts';

test.each(problemCodes)('%s is named and explained', (code) => {
  const keys = [`problem.${code}`, `problem.${code}.meaning`];
  expect(keys.filter((key) => !isTextKey(key))).toEqual([]);
});

test.each(textLanguages)(
  'findings speak whole sentences without placeholders in %s',
  (language) => {
    const { t } = textsIn(language);
    const odd = problemCodes.filter((code) => {
      const values = limitCodes.has(code) ? { field: 'layers', limit: 7 } : {};
      const [name, meaning] = [t(`problem.${code}`, values), t(`problem.${code}.meaning`, values)];
      return /[{}]|\.$/.test(name) || !meaning.endsWith('.') || meaning.includes('{');
    });
    expect(odd).toEqual([]);
  },
);

test.each(textLanguages)('a limit is named, and how to raise it, in %s', (language) => {
  const { t } = textsIn(language);
  const values = { field: 'layersOfAll', limit: 7654 };
  for (const code of limitCodes) {
    const name = t(`problem.${code}`, values);
    expect([name.includes('layersOfAll'), /7.654/.test(name)]).toEqual([true, true]);
    expect(t(`problem.${code}.meaning`, values)).toContain('LAYERSCOPE_LIMITS=layersOfAll=');
  }
  const failure = t('failure.limit-reached', values);
  expect(failure).toMatch(/layersOfAll.*7.654.*LAYERSCOPE_LIMITS=layersOfAll=/);
});
