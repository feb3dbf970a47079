import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { alignImages, comparisonOf } from '../../../electron/engine/compare/comparison.ts';
import type { ComparedSide } from '../../../electron/engine/compare/comparison.ts';
import { imageStack } from '../../../electron/engine/lineage/image-stack.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { builtImages } from '../../fixtures/built-images.ts';
import { grantOf } from '../../fixtures/image-stacks.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { noFileChanges } from './no-file-changes.ts';

const folder = builtImages(
  'python-app-1.tar',
  'python-app-1.oci-zstd.tar',
  'python-app-2.tar',
  'docker-save-20.tar',
);

/** An image of the folder with its layers listed: the one of that name, else the first. */
async function sideOf(file: string, reference: string | null = null): Promise<ComparedSide> {
  const source = await testSession().open(join(folder ?? '', file), unwatchedJob());
  const { contents, images } = source.archive;
  const image = contents.images.find(
    ({ references }) => reference === null || references.includes(reference),
  )!;
  const { documents } = images.get(image.key)!;
  const { facts, layers } = await readWhole(source, image.key);
  const grant = grantOf(file);
  return {
    point: { grant, image: image.key, layer: layers.length - 1, alone: false },
    source: file,
    image,
    stack: imageStack(grant, image, { facts, documents, hints: [] }),
    documents,
    indexes: layers.map((layer) => layer?.listed.index ?? null),
  };
}

function compare(a: ComparedSide, b: ComparedSide): Comparison {
  return comparisonOf(runWhole(alignImages(a, b)), {
    files: noFileChanges,
    a: { fileBytes: 0, entries: 0 },
    b: { fileBytes: 0, entries: 0 },
    difference: () => null,
    problems: [],
  });
}

describe.skipIf(folder === null)('realistic images', () => {
  it('of two builds: every layer finds the one of the same step, and the first other step is named', async () => {
    const comparison = compare(await sideOf('python-app-1.tar'), await sideOf('python-app-2.tar'));
    const { layers, parting, config, steps, shared, onlyA, onlyB } = comparison;
    expect(layers.map(({ a, b }) => [a, b])).toEqual([...Array(15).keys()].map((at) => [at, at]));
    expect(layers.map(({ status, by }) => `${status} ${by}`)).toEqual([
      'identical diff-id',
      'identical diff-id',
      // `file less` became `file jq`.
      'changed content',
      ...Array<string>(4).fill('changed command'),
      // Another seed for the data that it makes.
      'changed content',
      'changed command',
      'changed content',
      'changed command',
      // `<h1>1.0.0</h1>` became `<h1>2.0.0</h1>`.
      'changed content',
      ...Array<string>(3).fill('changed command'),
    ]);
    expect(parting).toMatchObject({ kind: 'command', sharedLayers: 2, layerA: 2, layerB: 2 });
    expect(parting.commandA).toContain('file less');
    expect(parting.commandB).toContain('file jq');
    expect(steps.map(({ a, b }) => [a, b])).toEqual([...Array(26).keys()].map((at) => [at, at]));
    const other = steps.flatMap(({ status, a }) => (status === 'same' ? [] : [a]));
    expect(other).toEqual([4, 5, 6, 9, 10, 11, 13, 15]);
    expect(config).toEqual([
      { section: 'image', key: 'created', a: '2025-06-01T00:00:00Z', b: '2025-07-01T00:00:00Z' },
      { section: 'labels', key: 'org.opencontainers.image.version', a: '1.0.0', b: '2.0.0' },
    ]);
    expect([shared.layers, onlyA.layers, onlyB.layers]).toEqual([2, 13, 13]);
  });

  it('of one image in two forms: every layer is the same, though none has the same blob', async () => {
    const [plain, zstd] = [
      await sideOf('python-app-1.tar'),
      await sideOf('python-app-1.oci-zstd.tar'),
    ];
    const { layers, shared, onlyA, onlyB } = compare(plain, zstd);
    expect(new Set(layers.map(({ status }) => status))).toEqual(new Set(['identical']));
    expect([shared.layers, onlyA.layers, onlyB.layers]).toEqual([15, 0, 0]);
    expect(zstd.stack.layers[0]?.digest).not.toBe(plain.stack.layers[0]?.digest);
  });

  it('of an image and one built on it: it goes on', async () => {
    const { parting, layers } = compare(
      await sideOf('docker-save-20.tar', 'python-app:1.0'),
      await sideOf('docker-save-20.tar', 'python-app:child'),
    );
    expect(parting).toMatchObject({ kind: 'longer', sharedLayers: 15, layerA: null, layerB: 15 });
    expect(layers.slice(15).map(({ status }) => status)).toEqual(Array(3).fill('inserted'));
  });

  it('of different things: the base differs', async () => {
    const { parting, shared } = compare(
      await sideOf('python-app-1.tar'),
      await sideOf('docker-save-20.tar', 'python-app:child').then(withoutLowest),
    );
    expect(parting).toMatchObject({ kind: 'base', sharedLayers: 0, layerA: 0, layerB: 0 });
    expect(shared.layers).toBe(14);
  });
});

/** As if the lowest layer were one that nobody knows. */
function withoutLowest(side: ComparedSide): ComparedSide {
  const [lowest, ...others] = side.stack.layers;
  const unknown = { ...lowest!, diffId: null, digest: null };
  return { ...side, stack: { ...side.stack, layers: [unknown, ...others] } };
}
