import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesByKey } from '../../../electron/engine/tree/sort-by-key.ts';

const anyNumber = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

test.each([0, 3, 5000])('orders keys and keeps equal ones in order, with %i keys more', (more) => {
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 60 }), (some) => {
      const keys = Float64Array.from([
        ...some,
        ...Array.from({ length: more }, (_, i) => (i * 7919) % 1013),
      ]);
      const expected = [...keys.keys()].toSorted((a, b) => compare(keys[a]!, keys[b]!) || a - b);
      expect([...placesByKey(keys)]).toEqual(expected);
    }),
    { numRuns: more === 5000 ? 20 : 200 },
  );
});

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
