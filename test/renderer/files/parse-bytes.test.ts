import { expect, test } from 'vitest';
import { parseBytes } from '../../../renderer/features/files/parse-bytes.ts';

test.each([
  ['', null],
  ['  ', null],
  ['4096', 4096],
  ['10 MB', 10_000_000],
  ['10\u00a0MB', 10_000_000],
  ['1.5g', 1_500_000_000],
  ['2 KiB', 2048],
  ['1,000 kB', 1_000_000],
  ['0.5 M', 500_000],
  ['12 B', 12],
  ['12 iB', undefined],
  ['-1', undefined],
  ['many', undefined],
  ['1 2 3', 123],
])('%j in English is %j', (text, bytes) => {
  expect(parseBytes(text, 'en')).toBe(bytes);
});

test('the decimal mark is that of the locale, or a point', () => {
  expect(parseBytes('1,5 MB', 'de')).toBe(1_500_000);
  expect(parseBytes('1.5 MB', 'de')).toBe(1_500_000);
});
