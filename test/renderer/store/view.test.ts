import { beforeEach, describe, expect, test } from 'vitest';
import { changeKinds, changeReasons } from '../../../shared/model/change.ts';
import {
  isFiltered,
  onlyChanges,
  showsOnlyChanges,
  shownViewStore,
  toggled,
  unfiltered,
  usePairViewStore,
  useViewStore,
} from '../../../renderer/store/view.ts';

const stack = useViewStore.getInitialState();
const pair = usePairViewStore.getInitialState();

beforeEach(() => {
  useViewStore.setState(stack, true);
  usePairViewStore.setState(pair, true);
});

describe('what is shown at first', () => {
  test('all of an image, with paths whose time alone differs', () => {
    expect(showsOnlyChanges(stack.options)).toBe(false);
    expect(stack.options.timeOnly).toBe(true);
    expect(stack.options.kinds).not.toContain('moved');
  });

  test('of a comparison what differs, but not in its time alone', () => {
    expect(showsOnlyChanges(pair.options)).toBe(true);
    expect(pair.options.timeOnly).toBe(false);
    expect(pair.options.kinds).toContain('moved');
  });

  test('is not filtered', () => {
    expect(isFiltered(stack.options, stack.initial)).toBe(false);
    expect(isFiltered(pair.options, pair.initial)).toBe(false);
  });
});

describe('a filter', () => {
  test('is anything that hides what is shown at first', () => {
    const { options, initial } = pair;
    expect(isFiltered({ ...options, text: 'a' }, initial)).toBe(true);
    expect(isFiltered({ ...options, minBytes: 0 }, initial)).toBe(true);
    expect(isFiltered({ ...options, reasons: ['mode'] }, initial)).toBe(true);
    expect(isFiltered({ ...options, kinds: ['moved'] }, initial)).toBe(true);
    expect(isFiltered({ ...options, kinds: changeKinds }, initial)).toBe(false);
    expect(isFiltered({ ...options, timeOnly: true }, initial)).toBe(false);
  });

  test('is taken off as a whole, the order stays', () => {
    const sorted = { ...pair.options, sort: 'difference', descending: true } as const;
    const filtered = { ...sorted, text: 'a', kinds: ['added'], reasons: ['mode'] } as const;
    expect({ ...filtered, ...unfiltered(pair.initial) }).toEqual(sorted);
  });
});

test('changes alone, and all again', () => {
  expect(onlyChanges(true, stack.initial)).toEqual(['added', 'modified', 'removed']);
  expect(onlyChanges(false, stack.initial)).toEqual(stack.options.kinds);
  expect(onlyChanges(false, pair.initial)).toEqual(changeKinds);
  expect(onlyChanges(true, pair.initial)).toEqual(pair.options.kinds);
});

test('switching the last value off brings all of them back', () => {
  expect(toggled(changeReasons, ['mode'], 'content', changeReasons)).toEqual(['content', 'mode']);
  expect(toggled(changeReasons, ['mode', 'link'], 'mode', changeReasons)).toEqual(['link']);
  expect(toggled(changeKinds, ['moved'], 'moved', pair.initial.kinds)).toEqual(pair.initial.kinds);
});

test('the tree on screen is that of a comparison while one has a session', () => {
  expect(shownViewStore()).toBe(useViewStore);
});
