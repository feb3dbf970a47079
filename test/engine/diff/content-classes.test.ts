import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContentClasses } from '../../../electron/engine/diff/content-classes.ts';
import { inodeNumber } from '../../../electron/engine/tree/union-tree.ts';

const inode = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 2, 3, 1023, 1024, 70_000))
  .map(([layer, entry]) => inodeNumber(layer, entry));
const joins = fc.array(fc.tuple(inode, inode), { maxLength: 40 });

/** The files that were named, each with all that it equals: what a slow reader of the joins would find. */
function slowly(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, Set<number>> {
  const equals = new Map<number, Set<number>>();
  for (const [one, other] of pairs) {
    const all = new Set([...(equals.get(one) ?? [one]), ...(equals.get(other) ?? [other])]);
    for (const each of all) equals.set(each, all);
  }
  return equals;
}

describe('files of equal content', () => {
  test('share a number, however many comparisons lie between them', () => {
    fc.assert(
      fc.property(joins, inode, (pairs, stranger) => {
        const classes = new ContentClasses();
        for (const [one, other] of pairs) classes.join(one, other);
        const expected = slowly(pairs);
        for (const [file, all] of expected) {
          const number = classes.get(file);
          expect(all.has(number ?? -1)).toBe(true);
          for (const other of expected.keys()) {
            expect(classes.get(other) === number).toBe(all.has(other));
          }
        }
        if (!expected.has(stranger)) expect(classes.get(stranger)).toBe(undefined);
        expect(new Map(classes)).toEqual(
          new Map([...expected.keys()].map((file) => [file, classes.get(file)])),
        );
      }),
    );
  });

  test('are known to a copy, which adds nothing to what it was made from', () => {
    fc.assert(
      fc.property(joins, joins, (before, after) => {
        const classes = new ContentClasses();
        for (const [one, other] of before) classes.join(one, other);
        const known = new Map(classes);
        for (const source of [classes, known]) {
          const copy = ContentClasses.copyOf(source);
          const all = new ContentClasses();
          for (const [one, other] of before) all.join(one, other);
          for (const [one, other] of after) {
            copy.join(one, other);
            all.join(one, other);
          }
          const files = [...new Map(all).keys()];
          for (const one of files) {
            for (const other of files) {
              expect(copy.get(one) === copy.get(other)).toBe(all.get(one) === all.get(other));
            }
          }
        }
        expect(new Map(classes)).toEqual(known);
      }),
    );
  });
});
