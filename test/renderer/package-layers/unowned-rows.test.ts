import { expect, test } from 'vitest';
import {
  missingPages,
  pageFiles,
  unownedRow,
  unownedRowCount,
} from '../../../renderer/features/package-layers/unowned-rows.ts';
import type { ListedPlace } from '../../../renderer/features/package-layers/unowned-rows.ts';
import type { UnownedFile, UnownedPlace } from '../../../shared/model/package-layers.ts';

function place(node: number, files: number): UnownedPlace {
  return { node, direct: false, path: `place-${node}`, layer: 0, files, bytes: files };
}

function page(start: number, count: number): readonly UnownedFile[] {
  return Array.from({ length: count }, (_, position) => ({
    node: 1000 + start + position,
    path: `file-${start + position}`,
    layer: 0,
    bytes: 1,
  }));
}

const places: readonly ListedPlace[] = [
  { place: place(1, 10), open: null },
  {
    place: place(2, 250),
    open: { total: 250, pages: new Map([[1, page(pageFiles, pageFiles)]]) },
  },
  { place: place(3, 2), open: { total: 2, pages: new Map([[0, page(0, 2)]]) } },
];

test('rows are the places, and below the open ones as many files as they have', () => {
  expect(unownedRowCount(places)).toBe(3 + 250 + 2);
  expect(unownedRow(places, 0)).toMatchObject({ kind: 'place', place: { node: 1 }, open: false });
  expect(unownedRow(places, 1)).toMatchObject({ kind: 'place', place: { node: 2 }, open: true });
  expect(unownedRow(places, 2)).toMatchObject({ kind: 'file', parent: 1, position: 0, file: null });
  expect(unownedRow(places, 2 + pageFiles)).toMatchObject({ file: { path: 'file-100' } });
  expect(unownedRow(places, 252)).toMatchObject({ kind: 'place', place: { node: 3 } });
  expect(unownedRow(places, 254)).toMatchObject({ parent: 252, file: { path: 'file-1' } });
  expect(unownedRow(places, 255)).toBeNull();
});

test('only the pages in sight that are not there are asked for', () => {
  expect(missingPages(places, 0, 2)).toEqual([]);
  const asked = missingPages(places, 1, 253).map(({ place: { node }, page: at }) => [node, at]);
  expect(asked).toEqual([
    [2, 0],
    [2, 2],
  ]);
});
