import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { icicleOf } from '../../../electron/engine/usage/icicle.ts';
import { layerMatrix } from '../../../electron/engine/usage/layer-matrix.ts';
import { usageOf } from '../../../electron/engine/usage/usage.ts';
import { libraries, mixedLibraries } from '../../fixtures/image-libraries.ts';
import { stackLayer, stackOf } from '../../fixtures/image-stacks.ts';

const base = stackLayer('base', { storedBytes: 100, unpackedBytes: 300 });
const left = stackLayer('left', { storedBytes: 10, unpackedBytes: null });
const right = stackLayer('right', { storedBytes: 20, unpackedBytes: 60 });
const three = [
  stackOf('base:1', [base]),
  stackOf('left:1', [base, left]),
  stackOf('right:1', [base, right, right]),
];

function pictures(stacks: readonly ImageStack[]) {
  const set = gatherStacks(stacks);
  const lineage = lineageOf(set);
  const usage = usageOf(set);
  return { lineage, usage, matrix: layerMatrix(usage, lineage) };
}

describe('the stack view', () => {
  it('has a shared layer as one block over the rows of its images', () => {
    const { lineage } = pictures(three);
    const { rows, blocks, bytes } = icicleOf(lineage, 'stored');
    expect(
      rows.map(({ image, bytes: end }) => [lineage.images[image]!.references[0], end]),
    ).toEqual([
      ['base:1', 100],
      ['left:1', 110],
      ['right:1', 140],
    ]);
    expect(
      blocks.map(({ firstRow, rowCount, start, bytes: width }) => [
        firstRow,
        rowCount,
        start,
        width,
      ]),
    ).toEqual([
      [0, 3, 0, 100],
      [1, 1, 100, 10],
      [2, 1, 100, 20],
      [2, 1, 120, 20],
    ]);
    expect(bytes).toBe(140);
  });

  it('gives a layer of unknown size no width and says so', () => {
    const { rows, blocks } = icicleOf(pictures(three).lineage, 'unpacked');
    expect(blocks[1]).toMatchObject({ start: 300, bytes: null });
    expect(rows.map(({ bytes }) => bytes)).toEqual([300, 300, 420]);
  });

  it('for every library: each row is covered from zero to its end, without gaps or overlaps', () => {
    fc.assert(
      fc.property(fc.oneof(libraries, mixedLibraries), (stacks) => {
        const { lineage } = pictures(stacks);
        const { rows, blocks } = icicleOf(lineage, 'stored');
        expect(rows.map(({ image }) => image).toSorted((a, b) => a - b)).toEqual([
          ...lineage.images.keys(),
        ]);
        for (const [place, row] of rows.entries()) {
          let at = 0;
          for (const block of blocks) {
            const covers = block.firstRow <= place && place < block.firstRow + block.rowCount;
            if (!covers || block.start > row.bytes) continue;
            const top = lineage.images[row.image]!.node ?? -1;
            if (block.node > top) continue;
            expect(block.start).toBe(at);
            at += block.bytes ?? 0;
          }
          expect(at).toBe(row.bytes);
        }
      }),
    );
  });
});

describe('the matrix', () => {
  it('takes layers of the same images together', () => {
    const { matrix, usage } = pictures([
      stackOf('app:1', [base, 'x', left]),
      stackOf('app:2', [base, 'x', right]),
    ]);
    const rows = matrix.rows.map(({ layers, images, amounts }) => [
      layers.map((layer) => usage.layers[layer]!.command),
      images,
      amounts.stored.bytes,
    ]);
    expect(rows).toEqual([
      [['RUN base', 'RUN x'], [0, 1], 100 + (stackLayer('x').storedBytes ?? 0)],
      [['RUN left'], [0], 10],
      [['RUN right'], [1], 20],
    ]);
  });

  it('for every library: it says the same as the usage', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const { matrix, usage } = pictures(stacks);
        expect(matrix.columns.toSorted((a, b) => a - b)).toEqual([...usage.images.keys()]);
        const users = usage.layers.map((_, layer) => {
          const row = matrix.rows.find(({ layers }) => layers.includes(layer));
          return row!.images.map((place) => matrix.columns[place]!).toSorted((a, b) => a - b);
        });
        expect(users).toEqual(usage.layers.map(({ images }) => images));
        const sum = matrix.rows.reduce((total, { amounts }) => total + amounts.stored.bytes, 0);
        expect(sum).toBe(usage.totals.disk.stored.bytes);
      }),
    );
  });
});
