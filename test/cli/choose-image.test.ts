import { describe, expect, test } from 'vitest';
import { chooseImage } from '../../electron/cli/choose-image.ts';
import { parsePlatformText } from '../../electron/engine/image/platform.ts';
import { parseDigest } from '../../shared/model/digest.ts';
import type { Image } from '../../shared/model/image.ts';
import { sha256 } from '../fixtures/image.ts';

function made(references: readonly string[], platform: string, complete = true): Image {
  return {
    key: `${references.join()} ${platform}`,
    id: parseDigest(sha256(`${references.join()} ${platform}`)),
    manifestDigest: null,
    references,
    platform: parsePlatformText(platform) ?? {
      os: '',
      architecture: '',
      variant: '',
      osVersion: '',
    },
    created: null,
    layers: [],
    history: [],
    attachments: [],
    complete,
  };
}

const app = made(['docker.io/library/app:1', 'docker.io/library/app:stable'], 'linux/amd64');
const next = made(['docker.io/library/app:2'], 'linux/amd64');
const tool = made(['quay.io/team/tool:1'], 'linux/arm64/v8');
const bundle = [app, next, tool];

const armSix = made(['many:1'], 'linux/arm/v6');
const armSeven = made(['many:1'], 'linux/arm/v7');
const amd = made(['many:1'], 'linux/amd64');
const windows = made(['many:1'], 'windows/amd64');
const many = [armSix, armSeven, amd, windows];

function choose(
  images: readonly Image[],
  image: string | null,
  platform: string | null = null,
): Image {
  return chooseImage(images, { image, platform });
}

describe('without a wish', () => {
  test('the first image is chosen', () => expect(choose(bundle, null)).toBe(app));

  test('of one image for several platforms linux/amd64, or the first that is whole', () => {
    expect(choose(many, null)).toBe(amd);
    expect(choose([armSix, armSeven], null)).toBe(armSix);
    const absent = made(['many:1'], 'linux/amd64', false);
    expect(choose([absent, armSeven], null)).toBe(armSeven);
    expect(choose([absent], null)).toBe(absent);
  });

  test('nameless images are not mixed up with named ones', () => {
    const nameless = made([], 'linux/arm64');
    expect(choose([nameless, app], null)).toBe(nameless);
    expect(choose([nameless, made([], 'linux/amd64')], null).platform.architecture).toBe('amd64');
  });

  test('an archive without images is refused', () => {
    expect(() => choose([], null)).toThrow('there is no container image in this archive');
  });
});

describe('a name', () => {
  test.each([
    ['app:1', app],
    ['docker.io/library/app:stable', app],
    ['library/app:2', next],
    ['quay.io/team/tool', tool],
    ['many', amd],
  ])('%s', (name, image) => expect(choose([...bundle, ...many], name)).toBe(image));

  test('without a tag that fits several images is refused with the choice', () => {
    expect(() => choose(bundle, 'app')).toThrow(
      `app matches several images; there are\n  app:1, app:stable  linux/amd64  ${app.id}\n  app:2  linux/amd64  ${next.id}`,
    );
  });

  test('that nothing has is refused with the choice', () => {
    expect(() => choose([tool], 'nothing')).toThrow(
      `no image matches nothing; there is\n  quay.io/team/tool:1  linux/arm64/v8  ${tool.id}`,
    );
  });

  test('with control characters does no harm in the message', () => {
    expect(() => choose([tool], 'a\u001b[2J')).toThrow('no image matches a␛[2J;');
  });
});

describe('an ID', () => {
  test('may be cut short, with its algorithm or without', () => {
    const id = next.id ?? '';
    expect(choose(bundle, id)).toBe(next);
    expect(choose(bundle, id.slice(0, 14))).toBe(next);
    expect(choose(bundle, id.slice('sha256:'.length, 20))).toBe(next);
  });
});

describe('a platform', () => {
  test('decides between the images of one name', () => {
    expect(choose(many, null, 'windows/amd64')).toBe(windows);
    expect(choose(many, 'many:1', 'linux/arm/v7')).toBe(armSeven);
  });

  test('is looked for in all images', () => expect(choose(bundle, null, 'arm64')).toBe(tool));

  test('that fits several variants is refused with the choice', () => {
    expect(() => choose(many, null, 'linux/arm')).toThrow(/^linux\/arm matches several platforms/);
  });

  test('that nothing is for is refused', () => {
    expect(() => choose(bundle, null, 'linux/s390x')).toThrow(
      /^no image is for platform linux\/s390x/,
    );
    expect(() => choose(bundle, null, 'a/b/c/d')).toThrow('--platform cannot be a/b/c/d');
  });
});
