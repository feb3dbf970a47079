import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directionOf, growthAreas } from '../../../renderer/features/compare/growth-areas.ts';
import { hatching } from '../../../renderer/features/compare/growth-hatching.ts';
import { layoutTreemap } from '../../../renderer/features/usage/treemap-layout.ts';
import type { GrowthCell } from '../../../shared/model/comparison.ts';

function cell(name: string, parent: number | null, grown: number, shrunk: number): GrowthCell {
  return {
    kind: parent === null ? 'folder' : 'file',
    node: 1,
    name,
    parent,
    depth: parent === null ? 0 : 1,
    grownBytes: grown,
    shrunkBytes: shrunk,
    files: 1,
  };
}

describe('the areas of growth', () => {
  test('are as large as what grew and what shrank together', () => {
    const map = growthAreas({
      node: 0,
      path: [{ node: 0, name: '' }],
      cells: [cell('', null, 300, 100), cell('new', 0, 300, 0), cell('old', 0, 0, 100)],
    });
    const [, grown, shrunk] = layoutTreemap(map, 800, 400);
    expect(map.cells.map(({ bytes }) => bytes)).toEqual([400, 300, 100]);
    const area = ({ width, height }: { width: number; height: number }) => width * height;
    expect(area(grown!) / area(shrunk!)).toBeCloseTo(3, 0);
  });

  test('say in which direction they went', () => {
    const of = (grownBytes: number, shrunkBytes: number) =>
      directionOf({ grownBytes, shrunkBytes });
    expect([of(1, 0), of(0, 1), of(1, 1), of(0, 0)]).toEqual(['grown', 'shrunk', 'both', 'none']);
  });
});

test('hatching stays inside its area', () => {
  const size = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(size, size, size, size, (x, y, width, height) => {
      for (const [, px, py] of hatching({ x, y, width, height }).matchAll(/[ML](\S+) ([\d.-]+)/g)) {
        expect(Number(px)).toBeGreaterThanOrEqual(x);
        expect(Number(px)).toBeLessThanOrEqual(x + width);
        expect(Number(py)).toBeGreaterThanOrEqual(y);
        expect(Number(py)).toBeLessThanOrEqual(y + height);
      }
    }),
  );
  expect(hatching({ x: 0, y: 0, width: 40, height: 40 }).split('M').length).toBeGreaterThan(8);
});
