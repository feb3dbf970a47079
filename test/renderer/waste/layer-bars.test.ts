import { expect, test } from 'vitest';
import { layerBars, presentCauses } from '../../../renderer/features/waste/layer-bars.ts';
import { layerWaste, waste } from './wastes.ts';

const plain = waste([
  layerWaste(600, { overwritten: 300, 'deleted-file': 100 }),
  layerWaste(250),
  layerWaste(0),
]);

test('bars have one scale, visible bytes first, then the causes in their order', () => {
  expect(layerBars(plain, 500)).toEqual([
    [
      { part: 'visible', bytes: 600, x: 0, width: 300 },
      { part: 'overwritten', bytes: 300, x: 300, width: 150 },
      { part: 'deleted-file', bytes: 100, x: 450, width: 50 },
    ],
    [{ part: 'visible', bytes: 250, x: 0, width: 125 }],
    [],
  ]);
  expect(presentCauses(plain)).toEqual(['overwritten', 'deleted-file']);
});

test('what is there is seen, and no bar is longer than its place', () => {
  const tiny = waste([layerWaste(1_000_000, { metadata: 1, opaque: 1, duplicate: 1 })]);
  const [bar = []] = layerBars(tiny, 400);
  expect(bar.map(({ part }) => part)).toEqual(['visible', 'metadata', 'opaque', 'duplicate']);
  expect(bar.slice(1).every(({ width }) => width >= 2)).toBe(true);
  expect(bar.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(400, 6);
});

test('nothing at all draws nothing', () => {
  expect(layerBars(waste([layerWaste(0)]), 300)).toEqual([[]]);
  expect(layerBars(waste([]), 300)).toEqual([]);
});
