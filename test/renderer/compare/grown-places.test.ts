import { expect, test } from 'vitest';
import type { GrowthCell } from '../../../shared/model/comparison.ts';
import { grownPlaces } from '../../../renderer/features/compare/grown-places.ts';

function cell(
  name: string,
  parent: number | null,
  grownBytes: number,
  shrunkBytes = 0,
  kind: GrowthCell['kind'] = 'folder',
): GrowthCell {
  return { kind, node: 1, name, parent, depth: 0, grownBytes, shrunkBytes, files: 1 };
}

function paths(cells: readonly GrowthCell[], most = 5): readonly string[] {
  return grownPlaces({ node: 0, path: [], cells }, most).map(({ path }) => path);
}

test('a folder gives way to the one thing inside that made it grow', () => {
  expect(
    paths([
      cell('', null, 100),
      cell('usr', 0, 100),
      cell('lib', 1, 95),
      cell('libx.so', 2, 94, 0, 'file'),
      cell('share', 1, 5),
    ]),
  ).toEqual(['usr/lib/libx.so', 'usr/share']);
});

test('a folder of many small changes stands for them', () => {
  const many = Array.from({ length: 9 }, (_, place) => cell(`d${place}`, 1, 10));
  expect(paths([cell('', null, 90), cell('doc', 0, 90), ...many])).toEqual(['doc']);
});

test('the largest come first whether they grew or shrank, and only so many', () => {
  const cells = [cell('', null, 10, 50), cell('a', 0, 10), cell('b', 0, 0, 50), cell('c', 0, 0)];
  expect(paths(cells)).toEqual(['b', 'a']);
  expect(paths(cells, 1)).toEqual(['b']);
});

test('what is taken together has no name to show', () => {
  expect(paths([cell('', null, 10), cell('', 0, 10, 0, 'rest')])).toEqual([]);
});
