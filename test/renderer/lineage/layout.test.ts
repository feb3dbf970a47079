import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { familyTree } from '../../../electron/engine/lineage/family-tree.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { moveInFamily } from '../../../renderer/features/lineage/family-keys.ts';
import { branchPath, layoutFamily } from '../../../renderer/features/lineage/layout.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { libraries } from '../../fixtures/image-libraries.ts';
import { manyStacks, stackOf } from '../../fixtures/image-stacks.ts';

function familyOf(stacks: readonly ImageStack[]) {
  return familyTree(lineageOf(gatherStacks(stacks)));
}

/** Boxes of different heights, as names make them. */
function heightsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, member) => 36 + (member % 3) * 20);
}

const family = familyOf([
  stackOf('base:1', ['a']),
  stackOf('app:1', ['a', 'b']),
  stackOf('app:2', ['a', 'c']),
  stackOf('app:3', ['a', 'c', 'd']),
  stackOf('lone:1', ['z']),
]);
const layout = layoutFamily(family, heightsOf(family.members.length));

describe('the layout of the family tree', () => {
  it('has roots on the left and every image right of what it is built on', () => {
    expect(layout.boxes.map(({ column }) => column)).toEqual([0, 1, 1, 2, 0]);
    for (const [member, { parent }] of family.members.entries()) {
      if (parent === null) continue;
      const end = layout.boxes[parent]!.x + layout.boxes[parent]!.width;
      expect(layout.boxes[member]!.x).toBeGreaterThan(end);
    }
  });

  it('leads a branch from the middle of one box to the middle of the next', () => {
    const [base, first] = layout.boxes;
    expect(layout.branches[1]).toEqual({
      member: 1,
      fromX: base!.x + base!.width,
      fromY: base!.y + base!.height / 2,
      toX: first!.x,
      toY: first!.y + first!.height / 2,
    });
    expect(branchPath({ member: 0, fromX: 0, fromY: 5, toX: 100, toY: 9 })).toBe(
      'M0 5C20 5 20 9 40 9H100',
    );
  });

  it('for every library: no two boxes touch, and all lie inside the drawing', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const tree = familyOf(stacks);
        const { boxes, width, height, headings } = layoutFamily(
          tree,
          heightsOf(tree.members.length),
        );
        expect(boxes).toHaveLength(tree.members.length);
        expect(headings).toHaveLength(tree.groups.length);
        for (const [place, one] of boxes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.y).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(width);
          expect(one.y + one.height).toBeLessThanOrEqual(height);
          for (const other of boxes.slice(place + 1)) {
            const apart =
              one.x + one.width < other.x ||
              other.x + other.width < one.x ||
              one.y + one.height < other.y ||
              other.y + other.height < one.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  it('of a large library is there at once', () => {
    const large = familyOf(manyStacks(200, 2000));
    const { boxes } = layoutFamily(large, heightsOf(large.members.length));
    expect(boxes.length).toBeGreaterThan(200);
  });
});

describe('keys in the family tree', () => {
  it('lead along the branches and within a column', () => {
    const moves = [
      [0, 'ArrowRight', 1],
      [1, 'ArrowLeft', 0],
      [1, 'ArrowDown', 2],
      [2, 'ArrowUp', 1],
      [2, 'ArrowRight', 3],
      [0, 'ArrowDown', 4],
      [3, 'Home', 0],
      [0, 'End', 4],
    ] as const;
    for (const [from, key, to] of moves) {
      expect([from, key, moveInFamily(family, layout, from, key)]).toEqual([from, key, to]);
    }
  });

  it('stay where there is nothing further, and leave other keys alone', () => {
    expect(moveInFamily(family, layout, 0, 'ArrowLeft')).toBe(0);
    expect(moveInFamily(family, layout, 3, 'ArrowRight')).toBe(3);
    expect(moveInFamily(family, layout, 0, 'ArrowUp')).toBe(0);
    expect(moveInFamily(family, layout, 0, 'x')).toBeNull();
  });
});
