import { beforeEach, expect, test } from 'vitest';
import { findSide, useComparisonStore, wholeImage } from '../../../renderer/store/comparison.ts';
import type { ChosenSide } from '../../../renderer/store/comparison.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { layerOf, sourceOf } from '../values.ts';

const image = { ...imageOf('key'), layers: [layerOf(0), layerOf(1)] };
const source = sourceOf('app.tar', [image]);
const side: ChosenSide = wholeImage(source, image, 'app:1');
const other: ChosenSide = { ...side, image: 'other', imageName: 'app:2' };

beforeEach(() => {
  useComparisonStore.setState(useComparisonStore.getInitialState(), true);
});

test('a whole image is its last layer, and a point is never above it', () => {
  expect(findSide([source], side)?.point).toEqual({
    grant: source.grant,
    image: 'key',
    layer: 1,
    alone: false,
  });
  expect(findSide([source], { ...side, layer: 0, alone: true })?.point.layer).toBe(0);
  expect(findSide([source], { ...side, layer: 9 })?.point.layer).toBe(1);
});

test('an image without layers is the empty file system', () => {
  const bare = sourceOf('bare.tar', [imageOf('key')]);
  expect(
    findSide([bare], { ...wholeImage(bare, imageOf('key'), 'x'), alone: true })?.point,
  ).toEqual({
    grant: bare.grant,
    image: 'key',
    layer: -1,
    alone: false,
  });
});

test('what is chosen outlives its source, and is found again when that is opened anew', () => {
  expect(findSide([], side)).toBeNull();
  const again = { ...source, grant: sourceOf('x', []).grant };
  expect(findSide([again], side)?.source.grant).toBe(again.grant);
  expect(findSide([sourceOf('app.tar', [])], side)).toBeNull();
});

test('two layers that were entered lead back to where they were entered from', () => {
  const { choose, enter, leave, setTab, swap } = useComparisonStore.getState();
  choose({ a: side, b: other });
  setTab('layers');
  enter({ a: { ...side, layer: 0, alone: true }, b: { ...other, layer: 1, alone: true } });
  expect(useComparisonStore.getState()).toMatchObject({ tab: 'files', a: { alone: true } });
  swap();
  expect(useComparisonStore.getState().a?.image).toBe('other');
  leave();
  expect(useComparisonStore.getState()).toMatchObject({
    tab: 'layers',
    a: { image: 'other', layer: null },
    b: { image: 'key', layer: null },
    outer: null,
  });
});

test('another image for a side is a comparison of its own', () => {
  const { choose, enter, setSide, showFiles } = useComparisonStore.getState();
  choose({ a: side, b: other });
  enter({ a: side, b: other });
  showFiles({ path: 'etc/passwd' });
  expect(useComparisonStore.getState().filesWish).toEqual({
    kinds: null,
    timeOnly: false,
    path: 'etc/passwd',
  });
  setSide('b', side);
  expect(useComparisonStore.getState()).toMatchObject({ b: side, outer: null, filesWish: null });
});
