import { expect, test } from 'vitest';
import { movedTo } from '../../../renderer/features/preview/hex-keys.ts';

const layout = { width: 16, page: 10, length: 100 };

test.each([
  ['ArrowLeft', 0, 0],
  ['ArrowLeft', 16, 15],
  ['ArrowRight', 99, 99],
  ['ArrowUp', 5, 5],
  ['ArrowUp', 20, 4],
  ['ArrowDown', 20, 36],
  ['ArrowDown', 90, 90],
  ['PageDown', 3, 99],
  ['PageUp', 99, 3],
  ['Home', 20, 16],
  ['End', 20, 31],
  ['End', 97, 99],
])('%s from %i leads to %i', (key, from, to) =>
  expect(movedTo({ key, ctrlKey: false, metaKey: false }, from, layout)).toBe(to),
);

test('with Ctrl or Cmd, Home and End go all the way', () => {
  expect(movedTo({ key: 'Home', ctrlKey: true, metaKey: false }, 50, layout)).toBe(0);
  expect(movedTo({ key: 'End', ctrlKey: false, metaKey: true }, 50, layout)).toBe(99);
});

test('other keys do not move', () => {
  expect(movedTo({ key: 'a', ctrlKey: false, metaKey: false }, 50, layout)).toBeNull();
});
