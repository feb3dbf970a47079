import { expect, test } from 'vitest';
import type { Grant } from '../../../shared/model/source.ts';
import { withMark } from '../../../renderer/store/selection.ts';
import type { SelectedItem } from '../../../renderer/store/selection.ts';

// A grant is opaque: any text does.
const item = (key: string): SelectedItem => ({ grant: 'grant' as Grant, key });

test('the first mark marks the image shown with it', () => {
  expect(withMark([], item('b'), item('a'))).toEqual([item('a'), item('b')]);
  expect(withMark([], item('a'), item('a'))).toEqual([item('a')]);
  expect(withMark([], item('a'), null)).toEqual([item('a')]);
  expect(withMark([], item('a'), { grant: 'grant' as Grant, key: null })).toEqual([item('a')]);
});

test('a mark is taken away again, and a third takes the place of the second', () => {
  expect(withMark([item('a'), item('b')], item('a'), null)).toEqual([item('b')]);
  expect(withMark([item('a'), item('b')], item('c'), null)).toEqual([item('a'), item('c')]);
});
