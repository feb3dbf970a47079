import { describe, expect, it } from 'vitest';
import { fitsImage } from '../../../renderer/i18n/image-search.ts';
import { imageTexts } from '../../../renderer/i18n/named-image.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import { digestOf } from '../values.ts';

const { t } = textsIn('en');
const amd: Platform = { os: 'linux', architecture: 'amd64', variant: '', osVersion: '' };
const arm: Platform = { ...amd, architecture: 'arm64' };

function imageOf(id: string, platform: Platform, ...references: readonly string[]) {
  return { id: digestOf(id), references, platform };
}

describe('names of images side by side', () => {
  it('have an ID where two of one platform are called the same', () => {
    const images = [
      imageOf('a', amd, 'app:1'),
      imageOf('b', amd, 'app:1', 'app:latest'),
      imageOf('c', arm, 'app:1'),
      imageOf('d', amd, 'app:2'),
    ];
    expect(imageTexts(images, t)).toEqual([
      'app:1 aaaaaaaaaaaa',
      'app:1 bbbbbbbbbbbb',
      'app:1',
      'app:2',
    ]);
  });

  it('of untagged ones have theirs once', () => {
    const [one, two] = imageTexts([imageOf('a', amd), imageOf('b', amd)], t);
    expect(one).toMatch(/ aaaaaaaaaaaa$/);
    expect(one?.split('aaaaaaaaaaaa')).toHaveLength(2);
    expect(two).not.toBe(one);
  });
});

describe('a search for images', () => {
  const image = imageOf('a', arm, 'registry.example/team/app:1', 'app:latest');

  it.each(['', ' ', 'team', 'APP latest', 'arm64 app', 'sha256:aaaa', 'aaaaaaaa'])(
    'finds %j',
    (search) => {
      expect(fitsImage(image, search)).toBe(true);
    },
  );

  it.each(['amd64', 'team other', 'bbbb'])('does not find %j', (search) => {
    expect(fitsImage(image, search)).toBe(false);
  });
});
