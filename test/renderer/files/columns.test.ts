import { expect, test } from 'vitest';
import {
  clampWidth,
  columnTemplate,
  columnWidth,
  fittingColumns,
  stackColumns,
} from '../../../renderer/features/files/columns.ts';

const ids = (available: number, widths = {}): string =>
  fittingColumns(stackColumns, available, widths)
    .map(({ id }) => id)
    .join(' ');

test('columns give way one after the other as room gets scarce, never mark and name', () => {
  expect(ids(2000)).toBe('change name size mode owner modified origin');
  expect(ids(670)).toBe('change name size mode owner modified origin');
  expect(ids(520)).toBe('change name size mode owner origin');
  expect(ids(440)).toBe('change name size mode origin');
  expect(ids(350)).toBe('change name size origin');
  expect(ids(300)).toBe('change name size');
  expect(ids(100)).toBe('change name');
});

test('a column made wider pushes others out earlier', () => {
  expect(ids(670, { size: 300 })).toBe('change name size mode origin');
});

test('widths stay within their bounds, and names of prototypes are no widths', () => {
  const [, , size] = stackColumns.columns;
  if (size === undefined) throw new Error('There is no third column.');
  expect(clampWidth(size, 5)).toBe(size.minWidth);
  expect(clampWidth(size, 5000)).toBe(400);
  expect(columnWidth({ ...size, width: 84 }, Object.create({ size: 200 }))).toBe(84);
});

test('the template leaves the rest to the name', () => {
  expect(columnTemplate(fittingColumns(stackColumns, 300, {}), { size: 90 })).toBe(
    '34px minmax(0, 1fr) 90px',
  );
});
