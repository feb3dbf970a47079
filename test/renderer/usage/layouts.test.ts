import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { unionAfter } from '../../../electron/engine/tree/sums.ts';
import { fileTreemap } from '../../../electron/engine/usage/file-treemap.ts';
import { treemapDefaults } from '../../../electron/engine/view/treemap.ts';
import { icicleOf } from '../../../electron/engine/usage/icicle.ts';
import { layerMatrix } from '../../../electron/engine/usage/layer-matrix.ts';
import { usageOf } from '../../../electron/engine/usage/usage.ts';
import { layoutIcicle, moveInIcicle } from '../../../renderer/features/usage/icicle-layout.ts';
import { moveInMatrix, sharedRows } from '../../../renderer/features/usage/matrix-layout.ts';
import { layoutTreemap, moveInTreemap } from '../../../renderer/features/usage/treemap-layout.ts';
import { savedBySharing } from '../../../renderer/features/usage/usage-sums.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { libraries } from '../../fixtures/image-libraries.ts';
import { stackLayer, stackOf } from '../../fixtures/image-stacks.ts';
import { file, unionTree } from '../../fixtures/layer-index.ts';

const base = stackLayer('base', { storedBytes: 100 });
const stacks = [
  stackOf('base:1', [base]),
  stackOf('left:1', [base, stackLayer('left', { storedBytes: 50 })]),
  stackOf('right:1', [base, stackLayer('right', { storedBytes: null })]),
];

function pictures(images: readonly ImageStack[]) {
  const set = gatherStacks(images);
  const lineage = lineageOf(set);
  const usage = usageOf(set);
  return { usage, icicle: icicleOf(lineage, 'stored'), matrix: layerMatrix(usage, lineage) };
}

describe('the stack view on the screen', () => {
  const { icicle } = pictures(stacks);

  it('is as wide as its longest row, and keeps what has no bytes in sight', () => {
    const rects = layoutIcicle(icicle, 600).map(({ x, width, height }) => [x, width, height]);
    expect(rects).toEqual([
      [0, 399, 70],
      [400, 199, 22],
      [400, 2, 22],
    ]);
  });

  it('is walked with arrow keys', () => {
    const moves = [
      [0, 'ArrowRight', 1],
      [1, 'ArrowLeft', 0],
      [1, 'ArrowDown', 2],
      [2, 'ArrowUp', 1],
      [2, 'ArrowLeft', 0],
      [2, 'ArrowRight', 2],
      [0, 'ArrowDown', 0],
      [0, 'End', 2],
      [2, 'Home', 0],
    ] as const;
    for (const [from, key, to] of moves) {
      expect([from, key, moveInIcicle(icicle, from, key)]).toEqual([from, key, to]);
    }
    expect(moveInIcicle(icicle, 0, 'a')).toBeNull();
  });

  it('for every library: blocks lie inside and every key leads to a block', () => {
    fc.assert(
      fc.property(libraries, fc.constantFrom('Up', 'Down', 'Left', 'Right'), (images, way) => {
        const found = pictures(images).icicle;
        for (const { x, width } of layoutIcicle(found, 300)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(300);
        }
        for (const place of found.blocks.keys()) {
          const next = moveInIcicle(found, place, `Arrow${way}`);
          expect(found.blocks[next ?? -1]).toBeDefined();
        }
      }),
    );
  });
});

describe('the matrix on the screen', () => {
  const { matrix, usage } = pictures([...stacks, stackOf('lone:1', ['z'])]);

  it('can be cut down to what is shared', () => {
    const shared = sharedRows(matrix);
    const names = shared.columns.map((image) => usage.images[image]!.references[0]);
    expect([names, shared.rows.map(({ images }) => images)]).toEqual([
      ['base:1', 'left:1', 'right:1'],
      [[0, 1, 2]],
    ]);
  });

  it('is walked cell by cell, and not left', () => {
    const at = { row: 0, column: 0 };
    expect(moveInMatrix(matrix, at, 'ArrowUp')).toEqual(at);
    expect(moveInMatrix(matrix, at, 'ArrowDown')).toEqual({ row: 1, column: 0 });
    expect(moveInMatrix(matrix, at, 'End')).toEqual({ row: 0, column: 3 });
    expect(moveInMatrix(matrix, { row: 3, column: 3 }, 'ArrowRight')).toEqual({
      row: 3,
      column: 3,
    });
    expect(moveInMatrix(matrix, at, 'Tab')).toBeNull();
  });
});

describe('the treemap on the screen', () => {
  const tree = unionTree([
    file('usr/big', 'x'.repeat(60)),
    file('usr/small', 'x'.repeat(20)),
    file('etc', 'x'.repeat(20)),
  ]);
  const map = fileTreemap(tree, unionAfter(tree, 0), { node: 0, ...treemapDefaults });

  it('has areas in the measure of bytes, inside their folder', () => {
    const rects = layoutTreemap(map, 1000, 1000);
    const [root, usr, etc, big, small] = rects;
    expect(root).toMatchObject({ x: 0, y: 0, width: 1000, height: 1000, open: true });
    expect((usr!.width * usr!.height) / (etc!.width * etc!.height)).toBeCloseTo(4, 0);
    expect((big!.width * big!.height) / (small!.width * small!.height)).toBeCloseTo(3, 0);
    for (const inside of [big!, small!]) {
      expect(inside.x).toBeGreaterThan(usr!.x);
      expect(inside.y + inside.height).toBeLessThanOrEqual(usr!.y + usr!.height);
    }
    expect(rects.map(({ open }) => open)).toEqual([true, true, false, false, false]);
  });

  it('keeps a folder closed that is too small to show what is in it', () => {
    const rects = layoutTreemap(map, 1000, 45);
    const drawn = rects.map(({ cell, open }) => [cell, open]);
    expect(drawn).toEqual([
      [0, true],
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
    const low = layoutTreemap(map, 1000, 35).map(({ cell, open }) => [cell, open]);
    expect(low).toEqual([
      [0, true],
      [1, false],
      [2, false],
    ]);
  });

  it('is walked among siblings, into folders and out of them', () => {
    const moves = [
      [1, 'ArrowRight', 2],
      [2, 'ArrowLeft', 1],
      [1, 'ArrowDown', 3],
      [3, 'ArrowRight', 4],
      [4, 'ArrowUp', 1],
      [1, 'ArrowUp', 1],
      [2, 'ArrowDown', 2],
    ] as const;
    for (const [from, key, to] of moves) {
      expect([from, key, moveInTreemap(map, from, key)]).toEqual([from, key, to]);
    }
    expect(moveInTreemap(map, 1, 'x')).toBeNull();
  });
});

it('sharing saves what lies on disk only once', () => {
  const { usage } = pictures(stacks);
  expect(savedBySharing(usage.totals, 'stored')).toEqual({
    bytes: 200,
    unknownLayers: 0,
    absentLayers: 0,
  });
});
