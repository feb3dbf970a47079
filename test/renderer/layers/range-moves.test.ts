import { describe, expect, test } from 'vitest';
import {
  isInRange,
  layersIn,
  moveFocus,
  rangeOfLayer,
  rangeOfLayers,
  withFrom,
  withTo,
} from '../../../renderer/features/layers/range-moves.ts';

describe('choosing layers', () => {
  test('one layer stands for what it changed', () => {
    expect(rangeOfLayer(0)).toEqual({ from: -1, to: 0 });
    expect(rangeOfLayer(4)).toEqual({ from: 3, to: 4 });
  });

  test('several stand for what they changed together, either way round', () => {
    expect(rangeOfLayers(2, 5)).toEqual({ from: 1, to: 5 });
    expect(rangeOfLayers(5, 2)).toEqual({ from: 1, to: 5 });
    const shown = [0, 1, 2, 5, 6].filter((layer) => isInRange(layer, { from: 1, to: 5 }));
    expect(shown).toEqual([2, 5]);
    expect(layersIn({ from: 1, to: 5 })).toEqual([2, 3, 4, 5]);
    expect(layersIn(rangeOfLayer(0))).toEqual([0]);
  });
});

describe('the ends one by one', () => {
  test('the other end gives way so that the range never turns over', () => {
    expect(withFrom({ from: 0, to: 2 }, 4, 6)).toEqual({ from: 4, to: 5 });
    expect(withFrom({ from: 0, to: 6 }, 2, 6)).toEqual({ from: 2, to: 6 });
    expect(withTo({ from: 4, to: 6 }, 2)).toEqual({ from: 1, to: 2 });
    expect(withTo({ from: -1, to: 6 }, 0)).toEqual({ from: -1, to: 0 });
  });
});

test('keys move within the stack', () => {
  expect(moveFocus('ArrowUp', 0, 5)).toBe(0);
  expect(moveFocus('ArrowDown', 5, 5)).toBe(5);
  expect(moveFocus('Home', 3, 5)).toBe(0);
  expect(moveFocus('End', 3, 5)).toBe(5);
  expect(moveFocus('x', 3, 5)).toBeNull();
});
