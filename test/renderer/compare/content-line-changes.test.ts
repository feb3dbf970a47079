import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineChanges } from '../../../renderer/features/compare/content-line-changes.ts';
import type { LineChange } from '../../../renderer/features/compare/content-line-changes.ts';

/** A with the changes applied, taking what is new from B. */
function applied(
  a: readonly number[],
  b: readonly number[],
  changes: readonly LineChange[],
): number[] {
  const result: number[] = [];
  let at = 0;
  for (const { fromA, toA, fromB, toB } of changes) {
    result.push(...a.slice(at, fromA), ...b.slice(fromB, toB));
    at = toA;
  }
  return [...result, ...a.slice(at)];
}

function lines(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function outline(a: string, b: string): string {
  return lineChanges(lines(a), lines(b))
    .changes.map(
      ({ fromA, toA, fromB, toB }) => `${fromA}-${a.slice(fromA, toA)}+${b.slice(fromB, toB)}`,
    )
    .join(' ');
}

test('applying the changes to A gives B, whatever they are', () => {
  const list = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 60 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      expect(applied(a, b, lineChanges(a, b).changes)).toEqual(b);
    }),
    { numRuns: 1500 },
  );
});

test('lists that share most of their lines keep them', () => {
  const list = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(list, fc.nat(199), fc.nat(5), (a, at, count) => {
      const b = [...a.slice(0, at), ...a.slice(at + count), -1];
      const taken = lineChanges(a, b).changes.reduce((sum, each) => sum + each.toA - each.fromA, 0);
      expect(taken).toBeLessThanOrEqual(count);
    }),
  );
});

test('equal lists have no changes', () => {
  expect(lineChanges([1, 2, 3], [1, 2, 3])).toEqual({ changes: [], cut: false });
  expect(lineChanges([], [])).toEqual({ changes: [], cut: false });
});

test('lines put in, taken out and replaced are told apart', () => {
  expect(outline('abc', 'abxc')).toBe('2-+x');
  expect(outline('abxc', 'abc')).toBe('2-x+');
  expect(outline('abc', 'axc')).toBe('1-b+x');
  expect(outline('', 'ab')).toBe('0-+ab');
});

test('a line that occurs once holds its surroundings together', () => {
  expect(outline('((u))', '((((u))')).toBe('2-+((');
  expect(outline('aauaa', 'auaaa')).toBe('1-a+ 3-+a');
});

test('two long lists without a common line are replaced as a whole, and that is said', () => {
  const a = Array.from({ length: 5000 }, (_, line) => line % 50);
  const b = Array.from({ length: 5000 }, (_, line) => 100 + (line % 50));
  expect(lineChanges(a, b)).toEqual({
    changes: [{ fromA: 0, toA: 5000, fromB: 0, toB: 5000 }],
    cut: true,
  });
});

test('when time runs out the rest counts as replaced', () => {
  const found = lineChanges([1, 2, 3, 4], [1, 5, 3, 6], () => true);
  expect(found).toEqual({ changes: [{ fromA: 1, toA: 4, fromB: 1, toB: 4 }], cut: true });
});
