import { expect, test } from 'vitest';
import { stackLines } from '../../../renderer/features/layers/layer-stack.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { layerOf, stepOf } from '../values.ts';

const layers = [layerOf(0), layerOf(1), layerOf(2)];

function lines(history: Parameters<typeof stepOf>[]): string {
  const image = { ...imageOf('a'), layers, history: history.map((step) => stepOf(...step)) };
  return stackLines(image, null)
    .map((line) => (line.kind === 'layer' ? `L${line.layer.index}` : line.step.command))
    .join(' ');
}

test('steps without a layer stand where they stand in the history', () => {
  expect(
    lines([
      ['ADD', 0],
      ['ENV', null],
      ['RUN', 1],
      ['RUN', 2],
      ['CMD', null],
    ]),
  ).toBe('L0 ENV L1 L2 CMD');
});

test('every layer is listed once, whatever the history says of it', () => {
  expect(lines([])).toBe('L0 L1 L2');
  expect(lines([['ENV', null]])).toBe('L0 L1 L2');
  expect(lines([['RUN', 1]])).toBe('L0 L1 L2');
  expect(
    lines([
      ['RUN', 2],
      ['ENV', null],
      ['RUN', 0],
    ]),
  ).toBe('L0 L1 L2 ENV');
});
