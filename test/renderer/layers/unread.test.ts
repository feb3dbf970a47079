import { expect, test } from 'vitest';
import { unreadLayers } from '../../../renderer/features/layers/unread.ts';
import type { LayerFacts } from '../../../shared/model/layer.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { layerOf } from '../values.ts';

function factsOf(index: number): LayerFacts {
  const changes = { added: 0, modified: 0, removed: 0 };
  return { index, compression: 'none', unpackedBytes: 0, fileBytes: 0, entries: 0, changes };
}

test('layers without facts up to the upper end count as unread', () => {
  const image = { ...imageOf('a'), layers: [layerOf(0), layerOf(1), layerOf(2), layerOf(3)] };
  const layers = [factsOf(0), factsOf(2)];
  const facts = { layers, problems: [], unionBytes: 0, unionEntries: 0 };
  expect(unreadLayers(image, facts, 3)).toEqual([1, 3]);
  expect(unreadLayers(image, facts, 2)).toEqual([1]);
  expect(unreadLayers(image, facts, 0)).toEqual([]);
});
