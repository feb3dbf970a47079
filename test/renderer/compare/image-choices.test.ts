import { expect, test } from 'vitest';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { Image } from '../../../shared/model/image.ts';
import { imageChoices } from '../../../renderer/features/compare/image-choices.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { digestOf, layerOf, sourceOf } from '../values.ts';

const { t } = textsIn('en');

function named(key: string, reference: string, architecture = 'amd64', hashes = ''): Image {
  return {
    ...imageOf(key),
    references: [reference],
    platform: { os: 'linux', architecture, variant: '', osVersion: '' },
    layers: Array.from(hashes, (hash, index) => layerOf(index, { diffId: digestOf(hash) })),
  };
}

const arm = named('app-arm', 'app:1', 'arm64', 'ab');
const both = sourceOf('both.tar', [named('app-amd', 'app:1', 'amd64', 'ab'), arm]);
const base = sourceOf('base.tar', [named('base', 'quay.io/base:3', 'arm64', 'a')]);

function keys(search: string, like: Parameters<typeof imageChoices>[1] = null) {
  return imageChoices([both, base], like, search, t).map(({ source, choices }) => [
    source.name,
    choices.map(({ image }) => image.key),
  ]);
}

test('an image for several platforms is one line, by source', () => {
  expect(keys('')).toEqual([
    ['both.tar', ['app-amd']],
    ['base.tar', ['base']],
  ]);
});

test('the platform of the partner is preferred, and the partner itself is no choice', () => {
  const [baseImage] = base.contents?.images ?? [];
  if (baseImage === undefined) throw new Error('There is no base.');
  expect(keys('', { source: base, image: baseImage })).toEqual([['both.tar', ['app-arm']]]);
  expect(keys('', { source: both, image: arm })).toEqual([
    ['both.tar', ['app-amd']],
    ['base.tar', ['base']],
  ]);
});

test('every word of a search must be found, in name, platform or source', () => {
  expect(keys('BASE tar')).toEqual([['base.tar', ['base']]]);
  expect(keys('app arm64')).toEqual([]);
  expect(keys('quay arm')).toEqual([['base.tar', ['base']]]);
});

test('what is built on what is said', () => {
  const [group] = imageChoices([base], { source: both, image: arm }, '', t);
  expect(group?.choices[0]?.relation).toBe('base');
  const [baseImage] = base.contents?.images ?? [];
  if (baseImage === undefined) throw new Error('There is no base.');
  const [other] = imageChoices([both], { source: base, image: baseImage }, '', t);
  expect(other?.choices[0]?.relation).toBe('child');
});
