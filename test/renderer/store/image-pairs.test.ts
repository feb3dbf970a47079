import { expect, test } from 'vitest';
import type { Image } from '../../../shared/model/image.ts';
import {
  earlierFirst,
  isBuiltOn,
  likePlatform,
  parentOf,
  platformFamily,
  platformPartners,
} from '../../../renderer/store/image-pairs.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { digestOf, layerOf, sourceOf } from '../values.ts';

function stack(key: string, hashes: string, change: Partial<Image> = {}): Image {
  const layers = Array.from(hashes, (hash, index) => layerOf(index, { diffId: digestOf(hash) }));
  return { ...imageOf(key), layers, ...change };
}

function forPlatform(key: string, architecture: string): Image {
  const platform = { os: 'linux', architecture, variant: '', osVersion: '' };
  return stack(key, 'a', { references: ['app:1'], platform });
}

test('an image is built on another when it has all of its layers first, and more', () => {
  expect(isBuiltOn(stack('x', 'abc'), stack('y', 'ab'))).toBe(true);
  expect(isBuiltOn(stack('x', 'ab'), stack('y', 'ab'))).toBe(false);
  expect(isBuiltOn(stack('x', 'acb'), stack('y', 'ab'))).toBe(false);
  expect(isBuiltOn(stack('x', 'ab'), stack('y', ''))).toBe(false);
});

test('layers of unknown content prove nothing', () => {
  const unknown = { ...imageOf('y'), layers: [layerOf(0)] };
  expect(isBuiltOn({ ...imageOf('x'), layers: [layerOf(0), layerOf(1)] }, unknown)).toBe(false);
});

test('the parent is the nearest image, wherever it is', () => {
  const image = stack('app', 'abcd');
  const sources = [
    sourceOf('one.tar', [stack('far', 'a'), image]),
    sourceOf('two.tar', [stack('near', 'abc'), stack('alien', 'abf')]),
  ];
  expect(parentOf(image, sources)?.image.key).toBe('near');
  expect(parentOf(stack('other', 'f'), sources)).toBeNull();
});

test('A is what the other is built on, else the older one, else the first', () => {
  const source = sourceOf('a.tar', []);
  const keys = (one: Image, other: Image) =>
    earlierFirst({ source, image: one }, { source, image: other }).map(({ image }) => image.key);
  const base = stack('base', 'a', { created: '2025-01-01T00:00:00Z' });
  const app = stack('app', 'ab', { created: '2024-01-01T00:00:00Z' });
  expect(keys(app, base)).toEqual(['base', 'app']);
  const older = stack('older', 'e', { created: '2024-01-01T00:00:00Z' });
  const newer = stack('newer', 'f', { created: '2025-01-01T00:00:00Z' });
  expect(keys(newer, older)).toEqual(['older', 'newer']);
  const epoch = stack('epoch', 'f', { created: '1970-01-01T00:00:00Z' });
  expect(keys(newer, epoch)).toEqual(['newer', 'epoch']);
});

test('like is compared with like, and what has no partner is named', () => {
  const a = [forPlatform('a1', 'amd64'), forPlatform('a2', 'arm64'), forPlatform('a3', 's390x')];
  const b = [forPlatform('b2', 'arm64'), forPlatform('b4', 'riscv64'), forPlatform('b1', 'amd64')];
  const partners = platformPartners(a, b).map(({ platform, a: one, b: other }) => [
    platform,
    one?.key,
    other?.key,
  ]);
  expect(partners).toEqual([
    ['linux/amd64', 'a1', 'b1'],
    ['linux/arm64', 'a2', 'b2'],
    ['linux/s390x', 'a3', undefined],
    ['linux/riscv64', undefined, 'b4'],
  ]);
});

test('images of one name in one source are a family', () => {
  const images = [forPlatform('x', 'amd64'), forPlatform('y', 'arm64'), stack('z', 'a')];
  const source = sourceOf('a.tar', images);
  const [first, second, third] = images;
  if (first === undefined || second === undefined || third === undefined) throw new Error();
  expect(platformFamily({ source, image: first }).map(({ key }) => key)).toEqual(['x', 'y']);
  expect(platformFamily({ source, image: third }).map(({ key }) => key)).toEqual(['z']);
  expect(likePlatform({ source, image: first }, second).key).toBe('y');
  expect(likePlatform({ source, image: third }, second).key).toBe('z');
});
