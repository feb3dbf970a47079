import { expect, test } from 'vitest';
import { parsePlatform } from '../../../electron/engine/image/platform.ts';
import { defaultImage, findImages } from '../../../electron/engine/image/select.ts';
import { parseDigest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import { sha256 } from '../../fixtures/image.ts';

function made(name: string, architecture: string, complete = true): Image {
  return {
    key: name,
    id: parseDigest(sha256(name)),
    manifestDigest: null,
    references: [name],
    platform: parsePlatform({ os: 'linux', architecture }),
    created: null,
    layers: [],
    history: [],
    attachments: [],
    complete,
  };
}

const arm = made('app:1', 'arm64');
const amd = made('quay.io/app:2', 'amd64');
const broken = made('app:1', 'amd64', false);

test('the usual platform comes first, but only when it is whole', () => {
  expect(defaultImage([arm, amd])).toBe(amd);
  expect(defaultImage([broken, arm])).toBe(arm);
  expect(defaultImage([broken])).toBe(broken);
  expect(defaultImage([])).toBeNull();
});

test('an image is found by any way of writing its name', () => {
  expect(findImages([arm, amd, broken], 'docker.io/library/app:1')).toEqual([arm, broken]);
  expect(findImages([arm, amd], 'quay.io/app:2')).toEqual([amd]);
  expect(findImages([arm, amd], 'app')).toEqual([]);
});

test('an image is found by the beginning of its ID', () => {
  const id = arm.id ?? '';
  expect(findImages([arm, amd], id)).toEqual([arm]);
  expect(findImages([arm, amd], id.slice(7, 19))).toEqual([arm]);
  expect(findImages([arm, amd], id.slice(7, 10))).toEqual([]);
});
