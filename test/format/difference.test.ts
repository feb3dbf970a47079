import { expect, test } from 'vitest';
import {
  formatBytesDifference,
  formatCountDifference,
  formatPercentDifference,
} from '../../shared/format/difference.ts';

test.each([
  [1500, 'en', '+1.5\u00A0kB'],
  [-1500, 'de', '−1,5\u00A0kB'],
  [0, 'en', '0\u00A0B'],
])('%i bytes in %s are %j', (bytes, locale, wanted) => {
  expect(formatBytesDifference(bytes, locale)).toBe(wanted);
});

test.each([
  [1234, 'en', '+1,234'],
  [-1234, 'de', '−1.234'],
  [0, 'en', '0'],
])('a count of %i in %s is %j', (count, locale, wanted) => {
  expect(formatCountDifference(count, locale)).toBe(wanted);
});

test.each([
  [100, 114, 'en', '+14%'],
  [1000, 997, 'en', '−0.3%'],
  [100, 350, 'de', '+250\u00A0%'],
  [0, 5, 'en', null],
  [5, 5, 'en', null],
])('from %i to %i in %s is %j', (a, b, locale, wanted) => {
  expect(formatPercentDifference(a, b, locale)).toBe(wanted);
});
