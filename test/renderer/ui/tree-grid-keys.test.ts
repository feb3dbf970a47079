import { expect, test } from 'vitest';
import { gridKey } from '../../../renderer/ui/tree-grid-keys.ts';
import type { GridKeyContext } from '../../../renderer/ui/tree-grid-keys.ts';

const leaf: GridKeyContext = { current: 4, count: 10, pageSize: 5, expanded: null, parent: 2 };
const open: GridKeyContext = { ...leaf, expanded: true, parent: null };
const closed: GridKeyContext = { ...leaf, expanded: false, parent: null };

test('the arrow and page keys go through the lines and stop at the ends', () => {
  expect(gridKey('ArrowDown', leaf)).toEqual({ kind: 'go', index: 5 });
  expect(gridKey('ArrowUp', leaf)).toEqual({ kind: 'go', index: 3 });
  expect(gridKey('PageDown', leaf)).toEqual({ kind: 'go', index: 9 });
  expect(gridKey('PageDown', { ...leaf, current: 8 })).toEqual({ kind: 'go', index: 9 });
  expect(gridKey('PageUp', leaf)).toEqual({ kind: 'go', index: 0 });
  expect(gridKey('Home', leaf)).toEqual({ kind: 'go', index: 0 });
  expect(gridKey('End', leaf)).toEqual({ kind: 'go', index: 9 });
});

test('right opens a line, then goes into it; left closes it, then goes to the one above it', () => {
  expect(gridKey('ArrowRight', closed)).toEqual({ kind: 'expand', expanded: true });
  expect(gridKey('ArrowRight', open)).toEqual({ kind: 'go', index: 5 });
  expect(gridKey('ArrowLeft', open)).toEqual({ kind: 'expand', expanded: false });
  expect(gridKey('ArrowLeft', leaf)).toEqual({ kind: 'go', index: 2 });
  expect(gridKey('ArrowLeft', closed)).toBeNull();
  expect(gridKey('ArrowRight', leaf)).toBeNull();
});

test('Enter opens what has lines below it, and what has none', () => {
  expect(gridKey('Enter', closed)).toEqual({ kind: 'expand', expanded: true });
  expect(gridKey('Enter', open)).toEqual({ kind: 'expand', expanded: false });
  expect(gridKey('Enter', leaf)).toEqual({ kind: 'open' });
  expect(gridKey(' ', closed)).toEqual({ kind: 'expand', expanded: true });
  expect(gridKey(' ', leaf)).toBeNull();
  expect(gridKey('x', open)).toBeNull();
});
