import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textChanges } from '../../../renderer/features/compare/content-text-changes.ts';

function applied(a: string, b: string): string {
  let result = '';
  let at = 0;
  for (const { fromA, toA, fromB, toB } of textChanges(a, b).changes) {
    result += a.slice(at, fromA) + b.slice(fromB, toB);
    at = toA;
  }
  return result + a.slice(at);
}

function outline(a: string, b: string): readonly string[] {
  return textChanges(a, b).changes.map(
    ({ fromA, toA, fromB, toB }) => `${a.slice(fromA, toA)}|${b.slice(fromB, toB)}`,
  );
}

test('applying the changes to one text gives the other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '🐚'), maxLength: 80 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(applied(a, b)).toBe(b);
    }),
    { numRuns: 800 },
  );
});

test('within a line only what differs is marked', () => {
  expect(outline('one\nport = 80\nend\n', 'one\nport = 8080\nend\n')).toEqual(['|80']);
  expect(outline('one\n', 'one\ntwo\n')).toEqual(['|two\n']);
});

test('a missing newline at the end is a difference', () => {
  expect(outline('one\ntwo', 'one\ntwo\n')).toEqual(['|\n']);
});

test('lines that differ in blanks alone are counted', () => {
  expect(textChanges('if x:\n\treturn\nend\n', 'if x:\n    return\nENDE\n').blankOnly).toBe(0);
  expect(textChanges('if x:\n\treturn\n-\nend\n', 'if x:\n    return\n-\nENDE\n').blankOnly).toBe(
    1,
  );
});

test('lines of millions of characters take bounded time, and what was given up is said', () => {
  const random = (seed: number): string => {
    let state = seed;
    return Array.from({ length: 1_500_000 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return String.fromCharCode(97 + (state % 26));
    }).join('');
  };
  const [a, b] = [`start ${random(1)} end`, `start ${random(2)} end`];
  const begun = performance.now();
  const { changes, cut } = textChanges(a, b);
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(cut).toBe(true);
  expect(changes.length).toBe(1);
  expect(changes[0]?.fromA).toBeGreaterThanOrEqual('start '.length);
});

test('many short lines without anything in common take bounded time', () => {
  const lines = (from: number): string =>
    Array.from({ length: 150_000 }, (_, line) => `${(line * 7919 + from) % 997}\n`).join('');
  const begun = performance.now();
  const found = textChanges(lines(0), lines(50_000_000).replaceAll('\n', ';\n'));
  expect(performance.now() - begun).toBeLessThan(6000);
  expect(found.cut).toBe(true);
});
