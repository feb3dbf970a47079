import { describe, expect, it } from 'vitest';
import { stepsTo } from '../../../electron/engine/compare/compared-steps.ts';
import { grantOf } from '../../fixtures/image-stacks.ts';
import { historyOf } from './histories.ts';

const history = historyOf('- ARG x', 'ADD x /', '- ENV A=1', 'RUN x', '- CMD x');

function places(layer: number, alone = false, steps = history): readonly number[] {
  return stepsTo({ grant: grantOf('g'), image: '', layer, alone }, steps, 2);
}

describe('the steps that lead to a point', () => {
  it('end with the one that made its layer, or the history', () => {
    expect(places(0)).toEqual([0, 1]);
    expect(places(1)).toEqual([0, 1, 2, 3, 4]);
    expect(places(-1)).toEqual([]);
  });

  it('are one for a layer taken alone', () => {
    expect(places(1, true)).toEqual([3]);
    expect(places(-1, true)).toEqual([]);
  });

  it('are all where the history does not tell which made which layer', () => {
    const untold = history.map((step) => ({ ...step, layer: null }));
    expect(places(0, false, untold)).toHaveLength(5);
  });
});
