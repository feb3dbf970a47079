import { describe, expect, test } from 'vitest';
import {
  fittingGroups,
  HiddenLines,
  noFilter,
} from '../../../renderer/features/waste/hidden-rows.ts';
import { group } from './wastes.ts';

const groups = [
  group({ files: 3, cause: 'deleted-folder', storedIn: 2 }),
  group({ files: 1_000_000, cause: 'metadata', storedIn: 0 }),
  group({ files: 2, cause: 'metadata', storedIn: 2 }),
];

test('a filter keeps the groups of its causes and its layer, in their order', () => {
  expect(fittingGroups(groups, noFilter)).toEqual([0, 1, 2]);
  expect(fittingGroups(groups, { causes: ['metadata'], storedIn: null })).toEqual([1, 2]);
  expect(fittingGroups(groups, { causes: [], storedIn: 2 })).toEqual([0, 2]);
  expect(fittingGroups(groups, { causes: ['metadata', 'opaque'], storedIn: 2 })).toEqual([2]);
});

describe('lines', () => {
  const all = new HiddenLines(groups, [0, 1, 2], new Set([0, 1]));

  test('are groups and the files of open ones', () => {
    expect(all.count).toBe(3 + 3 + 1_000_000);
    const places = [0, 1, 3, 4, 5, 1_000_004, 1_000_005];
    expect(places.map((index) => all.line(index))).toEqual([
      { kind: 'group', group: 0 },
      { kind: 'file', group: 0, file: 0 },
      { kind: 'file', group: 0, file: 2 },
      { kind: 'group', group: 1 },
      { kind: 'file', group: 1, file: 0 },
      { kind: 'file', group: 1, file: 999_999 },
      { kind: 'group', group: 2 },
    ]);
    expect([all.line(-1), all.line(all.count)]).toEqual([null, null]);
  });

  test('are found again by what they are', () => {
    for (const index of [0, 2, 4, 77, 1_000_005]) {
      const line = all.line(index);
      expect(line === null ? null : all.indexOf(line)).toBe(index);
    }
  });

  test('of a group that was closed lead to the group, of one that is filtered out nowhere', () => {
    const closed = new HiddenLines(groups, [1, 2], new Set());
    expect(closed.count).toBe(2);
    expect(closed.indexOf({ kind: 'file', group: 2, file: 1 })).toBe(1);
    expect(closed.indexOf({ kind: 'group', group: 0 })).toBeNull();
    expect(closed.line(1)).toEqual({ kind: 'group', group: 2 });
  });

  test('are none without groups', () => {
    const none = new HiddenLines([], [], new Set());
    expect([none.count, none.line(0)]).toEqual([0, null]);
  });
});
