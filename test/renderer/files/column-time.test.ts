import { expect, test } from 'vitest';
import { columnTime } from '../../../renderer/features/files/column-time.ts';

function local(...parts: [number, number, number, number, number]): number {
  return new Date(...parts).getTime();
}

test('a moment is written in the local time zone, all of one width', () => {
  expect(columnTime(local(2024, 1, 9, 4, 5), 'de')).toBe('2024-02-09 04:05');
  expect(columnTime(local(2024, 11, 31, 23, 59), 'en')).toBe('2024-12-31 23:59');
});

test('years of the distant past and what no date can hold', () => {
  const past = new Date(2000, 0, 1, 0, 0);
  past.setFullYear(-44);
  expect(columnTime(past.getTime(), 'en')).toBe('-0044-01-01 00:00');
  expect(columnTime(9e15, 'en')).toBe('@9000000000000');
});

test('a folder that no layer gives a time has none', () => {
  expect(columnTime(Number.NaN, 'en')).toBe('');
});
