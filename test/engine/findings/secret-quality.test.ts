import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { harmlessCases } from './harmless-cases.ts';
import { likelyIn, qualityOver } from './quality.ts';
import { trueCases } from './secret-cases.ts';

const documentation = path.resolve(import.meta.dirname, '../../../docs/secrets.md');

/** What docs/secrets.md says: `| precision | 0.95 |`. */
function stated(name: string): number {
  const text = readFileSync(documentation, 'utf8');
  const number = new RegExp(`^\\|\\s*${name}\\s*\\|\\s*([\\d.]+)\\s*\\|`, 'm').exec(text)?.[1];
  if (number === undefined) throw new Error(`docs/secrets.md states no ${name}`);
  return Number(number);
}

describe('over the test set', () => {
  const quality = qualityOver([...trueCases, ...harmlessCases]);

  test('precision is what the documentation states', () => {
    expect(quality.precision, quality.wrong.join('\n')).toBeGreaterThanOrEqual(stated('precision'));
  });

  test('recall is what the documentation states', () => {
    expect(quality.recall, quality.missed.join('\n')).toBeGreaterThanOrEqual(stated('recall'));
  });

  test('the documentation tells how large the set is', () => {
    const values = trueCases.reduce((sum, { holds }) => sum + holds.length, 0);
    expect(stated('files with secrets')).toBe(trueCases.length);
    expect(stated('secrets in them')).toBe(values);
    expect(stated('files without')).toBe(harmlessCases.length);
  });
});

test('names of cases are told apart', () => {
  const names = [...trueCases, ...harmlessCases].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('the secret, and not something beside it, is found', () => {
  // A set of cases in which everything is said to be a secret would have a recall of 1, too.
  expect(harmlessCases.filter((each) => likelyIn(each).length > 0).length).toBeLessThan(3);
});
