import { expect, test } from 'vitest';
import { cell, clip, displayWidth, tableLines } from '../../electron/cli/table.ts';

test('wide characters take two columns, marks none', () => {
  expect(displayWidth('plain')).toBe(5);
  expect(displayWidth('日本語')).toBe(6);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('🙂')).toBe(2);
});

test('text is cut where the columns end', () => {
  expect(clip('short', 5)).toBe('short');
  expect(clip('longer', 5)).toBe('long…');
  expect(clip('日本語', 5)).toBe('日本…');
  expect(clip('日本語', 4)).toBe('日…');
  expect(clip('text', 0)).toBe('');
});

test('columns are as wide as their widest cell, and nothing trails', () => {
  const columns = [
    { title: 'n', align: 'right' },
    { title: 'name', align: 'left' },
    { title: 'note', align: 'left' },
  ] as const;
  const rows = [
    [cell('1'), cell('日本'), cell('')],
    [cell('100', '<100>'), cell('a'), cell('first')],
  ];
  expect(tableLines(columns, rows, (title) => title)).toEqual([
    '  n  name  note',
    '  1  日本',
    '<100>  a     first',
  ]);
});
