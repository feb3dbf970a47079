import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { orderByLineage } from '../../../renderer/features/library/lineage-order.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { libraries } from '../../fixtures/image-libraries.ts';
import { grantOf, stackOf } from '../../fixtures/image-stacks.ts';

function orderOf(stacks: readonly ImageStack[]): readonly string[] {
  const names = new Map(stacks.map(({ key, references }) => [key, references[0] ?? key]));
  return orderByLineage(lineageOf(gatherStacks(stacks))).map(
    ({ key, level }) => `${level} ${names.get(key)}`,
  );
}

describe('the library grouped by lineage', () => {
  it('puts an image below the nearest one that it is built on', () => {
    const stacks = [
      stackOf('app:3', ['a', 'c', 'd']),
      stackOf('lone:1', ['z']),
      stackOf('base:1', ['a']),
      stackOf('app:2', ['a', 'c']),
    ];
    expect(orderOf(stacks).toSorted()).toEqual(['1 base:1', '1 lone:1', '2 app:2', '3 app:3']);
    const order = orderOf(stacks);
    expect(order.indexOf('3 app:3')).toBe(order.indexOf('2 app:2') + 1);
    expect(order.indexOf('2 app:2')).toBe(order.indexOf('1 base:1') + 1);
  });

  it('skips images that are only open', () => {
    const stacks = [
      stackOf('base:1', ['a']),
      stackOf('between:1', ['a', 'b'], { source: grantOf('one') }),
      stackOf('app:1', ['a', 'b', 'c']),
    ];
    expect(orderOf(stacks)).toEqual(['1 base:1', '2 app:1']);
  });

  it('names every image of the library once, never deeper than one below the line before', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const lineage = lineageOf(gatherStacks(stacks));
        const kept = lineage.images.filter(({ places }) =>
          places.some(({ source }) => source === 'store'),
        );
        const order = orderByLineage(lineage);
        expect(order.length).toBe(kept.length);
        expect(new Set(order.map(({ key }) => key))).toEqual(
          new Set(kept.map(({ places }) => places.find(({ source }) => source === 'store')?.key)),
        );
        for (const [place, { level }] of order.entries()) {
          expect(level).toBeLessThanOrEqual((order[place - 1]?.level ?? 0) + 1);
        }
      }),
    );
  });
});
