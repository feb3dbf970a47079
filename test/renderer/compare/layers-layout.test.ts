import { expect, test } from 'vitest';
import type { LayerPair, LayerStatus } from '../../../shared/model/comparison.ts';
import {
  layoutLayers,
  movePair,
  pairOrder,
} from '../../../renderer/features/compare/layers-layout.ts';

function pair(status: LayerStatus, a: number | null, b: number | null): LayerPair {
  return { status, a, b, by: null, likeness: null, changes: null };
}

test('partners share a line, and an inserted layer has the other side of its line empty', () => {
  const layout = layoutLayers(
    [0, 1, 2],
    [0, 1, 2, 3],
    [
      pair('identical', 0, 0),
      pair('inserted', null, 1),
      pair('changed', 1, 2),
      pair('identical', 2, 3),
    ],
    1,
    true,
  );
  expect(layout.rows).toEqual([
    { a: 0, b: 0 },
    { a: null, b: 1 },
    { a: 1, b: 2 },
    { a: 2, b: 3 },
  ]);
  expect(layout.breakRow).toBe(1);
  expect(layout.places[2]).toEqual({ rowA: 2, rowB: 2 });
});

test('layers without partners stand beside each other, the longer side going on alone', () => {
  const layout = layoutLayers(
    [0, 1],
    [0, 1, 2],
    [
      pair('removed', 0, null),
      pair('removed', 1, null),
      pair('inserted', null, 0),
      pair('inserted', null, 1),
      pair('inserted', null, 2),
    ],
    0,
    true,
  );
  expect(layout.rows).toEqual([
    { a: 0, b: 0 },
    { a: 1, b: 1 },
    { a: null, b: 2 },
  ]);
  expect(layout.breakRow).toBe(0);
  expect(pairOrder(layout)).toEqual([0, 2, 1, 3, 4]);
});

test('moved layers stay in the order of their own stacks', () => {
  const layout = layoutLayers(
    [0, 1, 2],
    [0, 1, 2],
    [pair('identical', 0, 0), pair('moved', 1, 2), pair('moved', 2, 1)],
    1,
    true,
  );
  expect(layout.rows).toEqual([
    { a: 0, b: 0 },
    { a: 1, b: 1 },
    { a: 2, b: 2 },
  ]);
  expect(layout.places[1]).toEqual({ rowA: 1, rowB: 2 });
});

test('single layers keep their numbers', () => {
  const layout = layoutLayers([4], [6], [pair('changed', 4, 6)], 0, true);
  expect(layout.rows).toEqual([{ a: 4, b: 6 }]);
});

test('stacks that do not part have no line between', () => {
  const layout = layoutLayers([0], [0], [pair('identical', 0, 0)], 1, false);
  expect(layout.breakRow).toBeNull();
});

test('keys go through the pairs from top to bottom and stop at the ends', () => {
  const order = [2, 0, 1];
  expect(movePair(order, 2, 'ArrowDown')).toBe(0);
  expect(movePair(order, 2, 'ArrowUp')).toBe(2);
  expect(movePair(order, 0, 'End')).toBe(1);
  expect(movePair(order, 1, 'Home')).toBe(2);
  expect(movePair(order, 1, 'x')).toBeNull();
});
