import { describe, expect, it } from 'vitest';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { FileChanges, Parting } from '../../../shared/model/comparison.ts';
import { alignSteps } from '../../../electron/engine/compare/align-steps.ts';
import { partingOf } from '../../../electron/engine/compare/parting.ts';
import type { LayerDifference, PartingFacts } from '../../../electron/engine/compare/parting.ts';
import { historyHints } from '../../../electron/engine/lineage/history-hints.ts';
import { historyOf } from './histories.ts';
import { noFileChanges } from './no-file-changes.ts';

function difference(changes: Partial<FileChanges>): LayerDifference {
  return { changes: { ...noFileChanges, ...changes }, paths: [] };
}

/** How two histories part whose lowest layers are the same. */
function part(
  a: readonly string[],
  b: readonly string[],
  sharedLayers: number,
  own: Partial<PartingFacts> & { readonly hints?: readonly BaseHint[] } = {},
): Parting {
  const [stepsA, stepsB] = [historyOf(...a), historyOf(...b)];
  const [layersA, layersB] = [layersOf(a), layersOf(b)];
  const pairs = layersA.slice(0, sharedLayers).map((layer) => ({
    status: 'identical' as const,
    a: layer,
    b: layer,
    by: null,
    likeness: null,
    changes: null,
  }));
  const changed = { ...pairs[0]!, status: 'changed' as const, a: sharedLayers, b: sharedLayers };
  return partingOf({
    a: {
      layers: layersA,
      steps: stepsA,
      baseHints: own.hints ?? historyHints(stepsA, layersA.length),
    },
    b: {
      layers: layersB,
      steps: stepsB,
      baseHints: own.hints ?? historyHints(stepsB, layersB.length),
    },
    sharedLayers,
    wholeStacks: true,
    configDiffers: false,
    steps: alignSteps(stepsA, stepsB, [...pairs, changed]),
    difference: null,
    otherFolderTimes: false,
    ...own,
  });
}

function layersOf(steps: readonly string[]): readonly number[] {
  return [...steps.filter((step) => !step.startsWith('- ')).keys()];
}

const copies = ['a', 'b'].map(
  (letter) => `/bin/sh -c #(nop) COPY file:${letter.repeat(64)} in /app `,
);

describe('where two images part', () => {
  it('is nowhere', () => {
    expect(part(['RUN x'], ['RUN x'], 1)).toEqual({
      kind: 'same',
      sharedLayers: 1,
      layerA: null,
      layerB: null,
      commandA: null,
      commandB: null,
      paths: [],
      pathCount: null,
    });
    expect(part(['RUN x'], ['RUN x'], 1, { configDiffers: true }).kind).toBe('config');
  });

  it('is where one of them goes on', () => {
    expect(part(['RUN x'], ['RUN x', 'RUN y'], 1)).toMatchObject({
      kind: 'longer',
      layerA: null,
      layerB: 1,
      commandA: null,
      commandB: 'RUN y',
    });
  });

  it('is another command', () => {
    expect(part(['RUN x', 'RUN y'], ['RUN x', 'RUN z'], 1)).toMatchObject({
      kind: 'command',
      sharedLayers: 1,
      layerA: 1,
      layerB: 1,
      commandA: 'RUN y',
      commandB: 'RUN z',
    });
  });

  it('is another build argument, which is shown', () => {
    const [a, b] = [1, 2].map((version) => ['RUN x', `|1 V=${version} /bin/sh -c make`]);
    expect(part(a!, b!, 1)).toMatchObject({
      kind: 'command',
      commandA: 'RUN V=1 make',
      commandB: 'RUN V=2 make',
    });
  });

  it('is a variable that the same command was run with, and not one that cannot reach it', () => {
    const [a, b] = [1, 2].map((value) => ['RUN x', `- ENV V=${value}`, 'RUN make']);
    expect(part(a!, b!, 1)).toMatchObject({
      kind: 'command',
      commandA: 'ENV V=1',
      commandB: 'ENV V=2',
    });
    const [c, d] = [1, 2].map((value) => [
      'RUN x',
      `- LABEL v=${value}`,
      'RUN make',
      `- ENV V=${value}`,
    ]);
    expect(part(c!, d!, 1)).toMatchObject({ kind: 'files', commandA: 'RUN make' });
    const [e, f] = [1, 2].map((value) => ['RUN x', `- ENV V=${value}`, 'COPY . /app']);
    expect(part(e!, f!, 1).kind).toBe('files');
  });

  it('is what was given to the same step', () => {
    const [a, b] = copies.map((copy) => ['RUN x', copy]);
    const paths = [{ path: 'app', change: 'modified', reasons: ['content'] }] as const;
    const found = part(a!, b!, 1, {
      difference: { ...difference({ modified: 3, timeOnly: 2 }), paths },
    });
    expect(found).toMatchObject({ kind: 'files', paths, pathCount: 3 });
  });

  it('is only time', () => {
    const [a, b] = copies.map((copy) => ['RUN x', copy]);
    const times = difference({ modified: 2, timeOnly: 2 });
    expect(part(a!, b!, 1, { difference: times }).kind).toBe('times');
    const alsoNew = difference({ modified: 2, timeOnly: 2, added: 1 });
    expect(part(a!, b!, 1, { difference: alsoNew }).kind).toBe('files');
    const none = difference({});
    expect(part(a!, b!, 1, { difference: none, otherFolderTimes: true }).kind).toBe('times');
    expect(part(a!, b!, 1, { difference: none })).toMatchObject({ kind: 'layers', pathCount: 0 });
  });

  it('is not told by a history that is missing', () => {
    const found = part(['RUN x', 'RUN y'], ['RUN x', 'RUN y'], 1, {
      b: { layers: [0, 1], steps: [], baseHints: [] },
      hints: [],
    });
    expect(found).toMatchObject({ kind: 'layers', commandA: 'RUN y', commandB: null });
  });
});

describe('a base that differs', () => {
  const add = (letter: string): string => `/bin/sh -c #(nop) ADD file:${letter.repeat(64)} in / `;

  it('is seen where no layer is shared', () => {
    expect(part([add('a'), 'RUN x'], [add('b'), 'RUN x'], 0).kind).toBe('base');
    expect(part(['RUN x'], ['RUN y'], 0).kind).toBe('base');
  });

  it('is not what a single step from noFileChanges gives', () => {
    expect(part(['COPY app /'], ['COPY app /'], 0).kind).toBe('files');
  });

  it('is seen above shared layers where a history shows that they are not yet its end', () => {
    const [a, b] = ['a', 'b'].map((letter) => [
      add('a'),
      `RUN ${letter}`,
      '- CMD ["sh"]',
      'COPY app /',
    ]);
    expect(part(a!, b!, 1).kind).toBe('base');
    const [c, d] = ['a', 'b'].map((letter) => [
      add('a'),
      `RUN x`,
      '- CMD ["sh"]',
      `COPY ${letter} /`,
    ]);
    expect(part(c!, d!, 2).kind).toBe('command');
  });

  it('is no question between two layers taken alone', () => {
    const found = part([add('a')], [add('b')], 0, { wholeStacks: false });
    expect(found.kind).toBe('files');
  });

  it('is not taken from an annotation, which does not say how far it reaches', () => {
    const hint: BaseHint = { how: 'annotation', place: 'label', reference: 'debian', digest: null };
    expect(part(['RUN x', 'RUN y'], ['RUN x', 'RUN z'], 1, { hints: [hint] }).kind).toBe('command');
  });
});
