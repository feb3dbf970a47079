import { describe, expect, test } from 'vitest';
import { pairColumns } from '../../../renderer/features/compare/files-columns.ts';
import {
  churnBytes,
  differenceBar,
  rowDifference,
} from '../../../renderer/features/compare/files-difference.ts';
import { fittingColumns } from '../../../renderer/features/files/columns.ts';

describe('the difference of a path', () => {
  test('a path that is not there takes no bytes', () => {
    expect(rowDifference({ bytesBefore: null, bytesAfter: 40 })).toBe(40);
    expect(rowDifference({ bytesBefore: 40, bytesAfter: null })).toBe(-40);
    expect(rowDifference({ bytesBefore: 40, bytesAfter: 30 })).toBe(-10);
    expect(rowDifference({ bytesBefore: null, bytesAfter: null })).toBe(0);
  });

  test('its bar is as long for growing as for shrinking, and never longer than its cell', () => {
    expect(differenceBar(100, 400)).toBe(0.5);
    expect(differenceBar(-100, 400)).toBe(0.5);
    expect(differenceBar(9000, 400)).toBe(1);
    expect(differenceBar(1, 1_000_000_000)).toBe(0);
    expect(differenceBar(5, 0)).toBe(0);
  });

  test('moved files are no churn', () => {
    expect(
      churnBytes({
        added: 1,
        modified: 1,
        removed: 1,
        moved: 1,
        unchanged: 0,
        timeOnly: 0,
        reasons: { content: 1, type: 0, mode: 0, owner: 0, mtime: 0, link: 0, xattr: 0 },
        addedBytes: 1,
        removedBytes: 20,
        movedBytes: 4000,
        grownBytes: 300,
        shrunkBytes: 50_000,
      }),
    ).toBe(50_321);
  });
});

test('in a narrow pane the layers give way first, the difference last', () => {
  const ids = (pixels: number): string =>
    fittingColumns(pairColumns, pixels, {})
      .map(({ id }) => id)
      .join(' ');
  expect(ids(620)).toBe('change name sizeBefore size difference origin');
  expect(ids(560)).toBe('change name sizeBefore size difference');
  expect(ids(480)).toBe('change name size difference');
  expect(ids(410)).toBe('change name difference');
  expect(ids(200)).toBe('change name');
});
