import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerPair } from '../../../shared/model/comparison.ts';
import { alignLayers } from '../../../electron/engine/compare/align-layers.ts';
import type { LayerToAlign } from '../../../electron/engine/compare/align-layers.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { file, layerIndex } from '../../fixtures/layer-index.ts';

/** Few different layers and commands, so that they repeat; layer 0 is the empty one. */
const stacks = fc.array(
  fc.record({
    identity: fc.integer({ min: 0, max: 12 }),
    command: fc.constantFrom(null, 'RUN x', 'RUN y', 'RUN z 1700000000', 'RUN z 1800000000'),
  }),
  { maxLength: 14 },
);

function layersOf(written: readonly { identity: number; command: string | null }[]) {
  return written.map(({ identity, command }): LayerToAlign => {
    const files =
      identity === 0 ? [] : [file(`file ${identity % 4}`, 'x'), file(`${identity}`, 'y')];
    return { identity, command, isEmpty: identity === 0, index: layerIndex(files) };
  });
}

function rises(numbers: readonly number[]): boolean {
  return numbers.every((number, place) => place === 0 || numbers[place - 1]! < number);
}

function align(a: readonly LayerToAlign[], b: readonly LayerToAlign[]): readonly LayerPair[] {
  return runWhole(alignLayers(a, b));
}

describe('any two stacks side by side', () => {
  it('have every layer once, in order but for the moved ones, with the status that fits', () => {
    fc.assert(
      fc.property(stacks, stacks, (writtenA, writtenB) => {
        const [a, b] = [layersOf(writtenA), layersOf(writtenB)];
        const pairs = align(a, b);
        expect(pairs.flatMap((pair) => pair.a ?? []).toSorted((x, y) => x - y)).toEqual([
          ...a.keys(),
        ]);
        expect(pairs.flatMap((pair) => pair.b ?? [])).toEqual([...b.keys()]);
        const ordered = pairs.filter(({ status }) => status !== 'moved');
        expect(rises(ordered.flatMap((pair) => pair.a ?? []))).toBe(true);
        for (const pair of pairs) {
          const [one, other] = [
            pair.a === null ? null : a[pair.a]!,
            pair.b === null ? null : b[pair.b]!,
          ];
          const isSame = one !== null && other !== null && one.identity === other.identity;
          expect(isSame).toBe(pair.status === 'identical' || pair.status === 'moved');
          expect(pair.status === 'removed').toBe(other === null);
          expect(pair.status === 'inserted').toBe(one === null);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leave no layer without a partner that the other has too, but for empty ones', () => {
    fc.assert(
      fc.property(stacks, stacks, (writtenA, writtenB) => {
        const [a, b] = [layersOf(writtenA), layersOf(writtenB)];
        const pairs = align(a, b);
        const [lostA, lostB] = [
          pairs.flatMap((pair) => (pair.status === 'removed' ? [a[pair.a!]!.identity] : [])),
          pairs.flatMap((pair) => (pair.status === 'inserted' ? [b[pair.b!]!.identity] : [])),
        ];
        expect(lostA.filter((identity) => identity !== 0 && lostB.includes(identity))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are all the same with themselves', () => {
    fc.assert(
      fc.property(stacks, (written) => {
        const pairs = align(layersOf(written), layersOf(written));
        expect(pairs.every(({ status, a, b }) => status === 'identical' && a === b)).toBe(true);
      }),
    );
  });
});
