import { expect, test } from 'vitest';
import { newLayers } from '../../../renderer/store/library.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { digestOf, layerOf } from '../values.ts';

function named(name: string, change: Partial<Layer> = {}): Layer {
  return layerOf(0, { diffId: digestOf(name), ...change });
}

function libraryOf(...layers: readonly Layer[]): LibraryState {
  const size = { storedBytes: 0, sharedBytes: 0, uniqueBytes: 0, unpackedBytes: null };
  const image = { ...imageOf('kept'), layers };
  const totals = {
    images: 1,
    layers: layers.length,
    storedBytes: 0,
    unpackedBytes: 0,
    unreferencedBlobs: 0,
    unreferencedBytes: 0,
  };
  const images = [{ image, roots: [], labels: [], size, dangling: false }];
  return { grant: libraryGrant, images, totals, problems: [] };
}

test('keeping an image costs the layers that the library lacks, each once', () => {
  const image = { ...imageOf('new'), layers: [named('a'), named('b'), named('b'), named('c')] };
  const library = libraryOf(named('a'), named('c', { availability: 'missing' }));
  expect(newLayers(image, library).map(({ diffId }) => diffId)).toEqual([
    digestOf('b'),
    digestOf('c'),
  ]);
  expect(newLayers(image, libraryOf(named('a'), named('b'), named('c')))).toEqual([]);
});

test('a layer without a diffID is known by its digest', () => {
  const bare = layerOf(0, { digest: digestOf('d') });
  expect(newLayers({ ...imageOf('new'), layers: [bare] }, libraryOf(bare))).toEqual([]);
  expect(newLayers({ ...imageOf('new'), layers: [bare] }, libraryOf())).toEqual([bare]);
});
