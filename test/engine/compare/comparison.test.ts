import { describe, expect, it } from 'vitest';
import type { ComparePoint } from '../../../shared/model/comparison.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { alignImages, comparisonOf } from '../../../electron/engine/compare/comparison.ts';
import type { ComparedSide } from '../../../electron/engine/compare/comparison.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { grantOf, stackLayer, stackOf } from '../../fixtures/image-stacks.ts';
import { historyOf } from './histories.ts';
import { noFileChanges } from './no-file-changes.ts';

function imageOf(stack: ImageStack, history: readonly HistoryStep[]): Image {
  return {
    key: stack.key,
    id: stack.id,
    manifestDigest: null,
    references: stack.references,
    platform: stack.platform,
    created: null,
    layers: stack.layers.map(({ diffId, digest, storedBytes, command }, index) => ({
      index,
      availability: 'available',
      digest,
      diffId,
      mediaType: '',
      storedBytes,
      command,
      urls: [],
    })),
    history,
    attachments: [],
    complete: true,
  };
}

/** A side whose layers are named by words, each made by the command of the same place. */
function side(
  name: string,
  layers: readonly (readonly [word: string, command: string])[],
  own: Partial<ComparePoint> = {},
  config = '{}',
): ComparedSide {
  const stack = stackOf(
    name,
    layers.map(([word, command]) => stackLayer(word, { command })),
  );
  return {
    point: {
      grant: grantOf('g'),
      image: stack.key,
      layer: layers.length - 1,
      alone: false,
      ...own,
    },
    source: 'x.tar',
    image: imageOf(stack, historyOf(...layers.map(([, command]) => command))),
    stack,
    documents: { config, manifest: null },
    indexes: layers.map(() => null),
  };
}

function compare(a: ComparedSide, b: ComparedSide) {
  const aligned = runWhole(alignImages(a, b));
  const asked: string[] = [];
  const comparison = comparisonOf(aligned, {
    files: noFileChanges,
    a: { fileBytes: 1, entries: 2 },
    b: { fileBytes: 3, entries: 4 },
    difference: (layerA, layerB) => {
      asked.push(`${layerA} ${layerB}`);
      return { changes: { ...noFileChanges, added: 7 }, paths: [] };
    },
    problems: [],
  });
  const promised = new Set(aligned.toCompare.map((pair) => `${pair.a} ${pair.b}`));
  for (const pair of asked) expect(promised).toContain(pair);
  return { aligned, comparison };
}

const base = ['base', 'ADD rootfs /'] as const;

describe('a comparison', () => {
  it('of an image with itself finds nothing', () => {
    const one = side('a', [base, ['x', 'RUN x']]);
    const { comparison, aligned } = compare(one, one);
    expect(aligned.toCompare).toEqual([]);
    expect(comparison).toMatchObject({
      parting: { kind: 'same', sharedLayers: 2 },
      onlyA: { layers: 0 },
      onlyB: { layers: 0 },
      config: [],
    });
    expect(comparison.layers.map(({ status }) => status)).toEqual(['identical', 'identical']);
    expect(comparison.steps.map(({ status }) => status)).toEqual(['same', 'same']);
  });

  it('puts layers, steps, sizes and the changes of a changed pair together', () => {
    const a = side('a', [base, ['x', 'RUN make']]);
    const b = side('b', [base, ['y', 'RUN make'], ['z', 'RUN more']], {}, '{"os":"linux"}');
    const { comparison } = compare(a, b);
    expect(comparison.layers).toMatchObject([
      { status: 'identical', a: 0, b: 0, changes: null },
      { status: 'changed', a: 1, b: 1, changes: { added: 7 } },
      { status: 'inserted', a: null, b: 2 },
    ]);
    expect(comparison.parting).toMatchObject({ kind: 'files', pathCount: 7, commandA: 'RUN make' });
    expect(comparison.steps.map(({ status }) => status)).toEqual(['same', 'same', 'inserted']);
    expect([comparison.shared.layers, comparison.onlyA.layers, comparison.onlyB.layers]).toEqual([
      1, 1, 2,
    ]);
    expect(comparison.b).toMatchObject({ references: ['b'], fileBytes: 3, entries: 4 });
    expect(comparison.b.size.stored.bytes).toBe(
      ['base', 'y', 'z'].reduce((sum, word) => sum + stackLayer(word).storedBytes!, 0),
    );
  });

  it('asks for the first layers that differ, though they do not belong together', () => {
    const a = side('a', [base, ['x', 'RUN x'], ['same', 'RUN same']]);
    const b = side('b', [base, ['new', 'RUN new'], ['y', 'RUN y'], ['same', 'RUN same']]);
    const { aligned, comparison } = compare(a, b);
    expect(aligned.toCompare).toEqual([{ a: 1, b: 1 }]);
    expect(comparison.parting.kind).toBe('command');
  });

  it('reaches up to the compared points', () => {
    const layers = [base, ['x', 'RUN x'], ['y', 'RUN y']] as const;
    const { comparison } = compare(side('a', layers, { layer: 1 }), side('a', layers));
    expect(comparison.parting).toMatchObject({ kind: 'longer', layerB: 2, commandB: 'RUN y' });
    expect(comparison.a.layers).toHaveLength(2);
    expect(comparison.steps.map(({ status }) => status)).toEqual(['same', 'same', 'inserted']);
    expect(comparison.onlyB.layers).toBe(1);
  });

  it('of nothing with an image finds all of it', () => {
    const { comparison } = compare(side('a', [base], { layer: -1 }), side('a', [base]));
    expect(comparison).toMatchObject({
      parting: { kind: 'longer', sharedLayers: 0 },
      layers: [{ status: 'inserted', b: 0 }],
      steps: [{ status: 'inserted' }],
    });
  });

  it('of two layers alone speaks of these by their own positions', () => {
    const a = side('a', [base, ['x', 'RUN make']], { alone: true });
    const b = side(
      'b',
      [
        ['other', 'ADD other /'],
        ['z', 'RUN z'],
        ['y', 'RUN make'],
      ],
      { alone: true },
    );
    const { comparison, aligned } = compare(a, b);
    expect(aligned.toCompare).toEqual([{ a: 1, b: 2 }]);
    expect(comparison.layers).toMatchObject([{ status: 'changed', a: 1, b: 2 }]);
    expect(comparison.parting).toMatchObject({ kind: 'files', layerA: 1, layerB: 2 });
    expect(comparison.steps).toMatchObject([{ status: 'same', a: 1, b: 2 }]);
    expect(comparison.a.layers.map(({ index }) => index)).toEqual([1]);
  });

  it('of equal layers with other documents names the config', () => {
    const [a, b] = ['a', 'b'].map((author) => side(author, [base], {}, JSON.stringify({ author })));
    expect(compare(a!, b!).comparison.parting.kind).toBe('config');
  });

  it('says where it had to stop, and goes on with the rest', () => {
    const one = side('a', [base]);
    const step = historyOf('- ENV A=1')[0]!;
    const history = [...one.image.history, ...Array.from({ length: 10_001 }, () => step)];
    const labels = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`l${at}`, 'x']));
    const other = {
      ...side('b', [base], {}, JSON.stringify({ config: { Labels: labels } })),
      image: { ...one.image, history },
    };
    const { comparison } = compare(one, other);
    expect([comparison.steps.length, comparison.config.length]).toEqual([10_000, 10_000]);
    expect(comparison.problems.map(({ code, values }) => [code, values['field']])).toEqual([
      ['limit-reached', 'comparedSteps'],
      ['limit-reached', 'configDifferences'],
    ]);
  });
});
