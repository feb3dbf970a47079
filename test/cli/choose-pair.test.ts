import { describe, expect, test } from 'vitest';
import { choosePair } from '../../electron/cli/compare/choose-pair.ts';
import { noPlatform, parsePlatformText } from '../../electron/engine/image/platform.ts';
import { parseDigest } from '../../shared/model/digest.ts';
import type { Image } from '../../shared/model/image.ts';
import { sha256 } from '../fixtures/image.ts';

function made(name: string, platform: string, complete = true): Image {
  return {
    key: `${name} ${platform}`,
    id: parseDigest(sha256(`${name} ${platform}`)),
    manifestDigest: null,
    references: [name],
    platform: parsePlatformText(platform) ?? noPlatform,
    created: null,
    layers: [],
    history: [],
    attachments: [],
    complete,
  };
}

function several(name: string, ...platforms: readonly string[]): readonly Image[] {
  return platforms.map((platform) => made(name, platform));
}

function choose(
  a: readonly Image[],
  b: readonly Image[],
  platform: string | null = null,
  image: string | null = null,
) {
  const pair = choosePair({ images: a, image }, { images: b, image: null }, platform);
  return { keys: [pair.a.key, pair.b.key], ...pair.others };
}

describe('of several platforms like is compared with like', () => {
  test('linux/amd64 where both have it, and the others are told', () => {
    expect(
      choose(
        several('a', 'linux/arm64', 'linux/amd64', 'linux/s390x', 'linux/riscv64'),
        several('b', 'linux/s390x', 'linux/amd64', 'windows/amd64'),
      ),
    ).toEqual({
      keys: ['a linux/amd64', 'b linux/amd64'],
      both: ['linux/s390x'],
      onlyA: ['linux/arm64', 'linux/riscv64'],
      onlyB: ['windows/amd64'],
    });
  });

  test('the only one that both have', () => {
    expect(choose(several('a', 'linux/amd64', 'linux/arm64'), several('b', 'linux/arm64'))).toEqual(
      {
        keys: ['a linux/arm64', 'b linux/arm64'],
        both: [],
        onlyA: ['linux/amd64'],
        onlyB: [],
      },
    );
  });

  test('a variant that one side leaves out', () => {
    const { keys } = choose(several('a', 'linux/amd64', 'linux/arm/v7'), several('b', 'linux/arm'));
    expect(keys).toEqual(['a linux/arm/v7', 'b linux/arm']);
  });

  test('the one that is asked for', () => {
    const both = several('a', 'linux/amd64', 'linux/arm64');
    expect(choose(both, both, 'arm64')).toEqual({
      keys: ['a linux/arm64', 'a linux/arm64'],
      both: [],
      onlyA: [],
      onlyB: [],
    });
  });

  test('and nothing else', () => {
    expect(() =>
      choose(several('a', 'linux/amd64', 'linux/arm64'), several('b', 'linux/s390x')),
    ).toThrow(
      'no platform is on both sides: A is for linux/amd64, linux/arm64; B is for linux/s390x',
    );
  });
});

test('two images of one platform each are compared whatever it is', () => {
  expect(choose(several('a', 'linux/amd64'), several('b', 'linux/arm64')).keys).toEqual([
    'a linux/amd64',
    'b linux/arm64',
  ]);
});

test('an image is chosen by its name, and other names do not matter', () => {
  const archive = [made('one:1', 'linux/amd64'), made('two:1', 'linux/arm64')];
  expect(choose(archive, several('b', 'linux/arm64'), null, 'two:1').keys).toEqual([
    'two:1 linux/arm64',
    'b linux/arm64',
  ]);
  expect(() => choose(archive, archive, null, 'three')).toThrow('no image matches three');
});
