import { expect, test } from 'vitest';
import { RowPages, pageRows } from '../../../renderer/engine/row-pages.ts';
import { rowOf } from '../values.ts';

function page(first: number): ReturnType<typeof rowOf>[] {
  return Array.from({ length: pageRows }, (_, offset) => rowOf(first + offset));
}

test('rows are found by index once their page is here', () => {
  const pages = new RowPages(1);
  pages.put(2, page(2 * pageRows));
  expect(pages.row(2 * pageRows + 7)?.node).toBe(2 * pageRows + 7);
  expect(pages.row(7)).toBeNull();
});

test('only pages in reach that are not here are missing', () => {
  const pages = new RowPages(1);
  pages.put(0, page(0));
  expect(pages.missing(-50, 3 * pageRows, 10_000)).toEqual([1, 2]);
  expect(pages.missing(0, 10 * pageRows, pageRows + 1)).toEqual([1]);
  expect(pages.missing(0, 50, 0)).toEqual([]);
});

test('what was asked for longest ago is forgotten', () => {
  const pages = new RowPages(1);
  for (let number = 0; number < 100; number += 1) pages.put(number, page(number * pageRows));
  expect(pages.row(0)).toBeNull();
  expect(pages.row(99 * pageRows)?.node).toBe(99 * pageRows);
});
