import { describe, expect, test } from 'vitest';
import { chainIds } from '../../../electron/engine/image/chain.ts';
import { parseDescriptor } from '../../../electron/engine/image/descriptor.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { field, parseJson } from '../../../electron/engine/image/json.ts';
import { parseManifest } from '../../../electron/engine/image/manifest.ts';
import { isImageConfigType, layerFormOf } from '../../../electron/engine/image/media-type.ts';
import {
  matchesPlatform,
  parsePlatform,
  parsePlatformText,
} from '../../../electron/engine/image/platform.ts';
import { parseDigest } from '../../../shared/model/digest.ts';
import { sha256 } from '../../fixtures/image.ts';

const hex = 'b'.repeat(64);

function parse(text: string): ReturnType<typeof parseJson> {
  return parseJson(new TextEncoder().encode(text));
}

describe('JSON', () => {
  test('keys are found in any case, the exact one first', () => {
    const value = { layers: 1, Layers: 2, CONFIG: 3 };
    expect(field(value, 'Layers')).toBe(2);
    expect(field(value, 'LAYERS')).toBe(1);
    expect(field(value, 'Config')).toBe(3);
  });

  test('names of the language are ordinary keys', () => {
    const document = parse('{"__proto__": {"a": 1}, "constructor": 2}');
    expect(document.ok && field(document.value, '__proto__')).toEqual({ a: 1 });
    expect(field({}, 'constructor')).toBeUndefined();
    expect(field({}, 'toString')).toBeUndefined();
  });

  test('what is no JSON keeps its text', () => {
    expect(parse('{"a": ')).toEqual({ ok: false, text: '{"a": ', code: 'json-invalid' });
    expect(parse('')).toMatchObject({ ok: false, code: 'json-invalid' });
  });

  test('a byte order mark and bytes that are no UTF-8 are no obstacle', () => {
    expect(parse('\uFEFF{"a": 1}')).toMatchObject({ ok: true, value: { a: 1 } });
    const bytes = new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]);
    expect(parseJson(bytes)).toMatchObject({ ok: true, value: ['\uFFFD'] });
  });

  test('nesting and the number of values are limited', () => {
    expect(parse('['.repeat(limits.jsonDepth) + ']'.repeat(limits.jsonDepth)).ok).toBe(true);
    expect(parse('['.repeat(2_000_000))).toMatchObject({ ok: false, code: 'json-too-large' });
    expect(parse('"[[[[\\"[[[["').ok).toBe(true);
    const many = new TextEncoder().encode(`[${'{},'.repeat(1000)}{}]`);
    expect(parseJson(many, 1000)).toMatchObject({ ok: false, code: 'json-too-large' });
    expect(parseJson(many, 3000).ok).toBe(true);
  });
});

describe('manifests', () => {
  test('the shape decides, not the media type', () => {
    const config = { digest: `sha256:${hex}`, size: 2 };
    expect(parseManifest({ config, layers: [] })?.kind).toBe('image');
    expect(parseManifest({ mediaType: 'x', manifests: [] })?.kind).toBe('index');
    expect(parseManifest({ schemaVersion: 2, manifests: null })?.kind).toBe('index');
    expect(parseManifest({ schemaVersion: 1, fsLayers: [], history: [] })?.kind).toBe('schema-1');
    for (const value of [null, [], {}, 'text', { manifests: 'x' }]) {
      expect(parseManifest(value)).toBeNull();
    }
  });

  test('odd descriptors are kept as far as they can be read', () => {
    const manifest = parseManifest({
      config: null,
      layers: [
        null,
        { digest: '../../etc/passwd', size: -1, data: 'not base64!' },
        { data: 'e30=' },
      ],
    });
    expect(manifest).toMatchObject({
      kind: 'image',
      config: null,
      layers: [
        { digest: null, digestText: '../../etc/passwd', size: null, data: null },
        { digest: null, data: new Uint8Array([0x7b, 0x7d]) },
      ],
    });
  });

  test('schema 1 is turned around and loses its empty layers', () => {
    const digests = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`);
    const manifest = parseManifest({
      schemaVersion: 1,
      name: 'library/app',
      tag: 'v1',
      architecture: 'arm64',
      fsLayers: digests.map((blobSum) => ({ blobSum })),
      history: [
        {
          os: 'linux',
          created: '2020-01-03T00:00:00Z',
          container_config: { Cmd: ['/bin/sh', '-c', 'top'] },
        },
        { throwaway: true, container_config: { Cmd: '/bin/sh -c #(nop) ENV A=b' } },
        { container_config: { Cmd: null }, comment: 'base' },
      ].map((document) => ({ v1Compatibility: JSON.stringify(document) })),
    });
    expect(manifest).toMatchObject({
      kind: 'schema-1',
      reference: 'library/app:v1',
      layers: [digests[2], digests[0]],
      config: {
        platform: { os: 'linux', architecture: 'arm64' },
        created: '2020-01-03T00:00:00Z',
        diffIds: [],
        history: [
          { createdBy: '', comment: 'base', emptyLayer: false },
          { createdBy: '/bin/sh -c #(nop) ENV A=b', emptyLayer: true },
          { createdBy: '/bin/sh -c top', emptyLayer: false },
        ],
      },
    });
  });
});

describe('media types', () => {
  test.each([
    ['application/vnd.oci.image.layer.v1.tar', 'tar'],
    ['application/vnd.oci.image.layer.v1.tar+gzip', 'tar'],
    ['application/vnd.oci.image.layer.v1.tar+zstd', 'tar'],
    ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'tar'],
    ['application/vnd.docker.image.rootfs.diff.tar', 'tar'],
    ['', 'tar'],
    ['application/octet-stream', 'tar'],
    ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'foreign'],
    ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'foreign'],
    ['application/vnd.oci.image.layer.v1.tar+gzip+encrypted', 'encrypted'],
    ['application/vnd.sylabs.image.layer.v1.squashfs', 'unsupported'],
    ['application/vnd.erofs', 'unsupported'],
    ['application/vnd.oci.image.layer.v9.future', 'unsupported'],
    ['application/vnd.in-toto+json', 'not-a-layer'],
    ['application/vnd.dev.cosign.simplesigning.v1+json', 'not-a-layer'],
    ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'not-a-layer'],
  ])('%j is %s', (mediaType, form) => {
    expect(layerFormOf(mediaType)).toBe(form);
  });

  test('only image configs are configs of images', () => {
    expect(isImageConfigType('application/vnd.oci.image.config.v1+json')).toBe(true);
    expect(isImageConfigType('application/vnd.docker.container.image.v1+json; charset=utf-8')).toBe(
      true,
    );
    expect(isImageConfigType('application/vnd.cncf.helm.config.v1+json')).toBe(false);
    expect(isImageConfigType('application/vnd.oci.empty.v1+json')).toBe(false);
  });
});

describe('platforms', () => {
  test('what a user writes is read', () => {
    const arm = { os: 'linux', architecture: 'arm64', variant: '', osVersion: '' };
    expect(parsePlatformText('linux/arm64')).toEqual(arm);
    expect(parsePlatformText('aarch64')).toEqual(arm);
    const seven = { os: 'linux', architecture: 'arm', variant: 'v7' };
    for (const text of ['linux/arm/v7', 'arm/v7', 'armhf']) {
      expect(parsePlatformText(text)).toMatchObject(seven);
    }
    expect(parsePlatformText('arm/v7/linux')).toBeNull();
    for (const text of ['', 'a/', 'a/b/c/d']) expect(parsePlatformText(text)).toBeNull();
  });

  test('a variant counts only when asked for', () => {
    const image = parsePlatform({ os: 'linux', architecture: 'arm64', variant: 'v8' });
    const asked = ['linux/arm64', 'linux/arm64/v8', 'linux/arm64/v9', 'windows/arm64'].map(
      (text) => {
        const wanted = parsePlatformText(text);
        return wanted !== null && matchesPlatform(image, wanted);
      },
    );
    expect(asked).toEqual([true, true, false, false]);
  });
});

describe('chainIDs', () => {
  const [a = null, b = null, c = null] = ['a', 'b', 'c'].map((each) => parseDigest(sha256(each)));

  test('follow the definition of the specification', () => {
    const first = sha256(`${a} ${b}`);
    expect(chainIds([a, b, c])).toEqual([a, first, sha256(`${first} ${c}`)]);
    expect(chainIds([])).toEqual([]);
  });

  test('end where a diffID is unknown', () => {
    expect(chainIds([a, null, c])).toEqual([a, null, null]);
    expect(chainIds([null, b])).toEqual([null, null]);
  });
});

test('long text that is nearly base64 is looked through once', () => {
  const data = `${' '.repeat(2_000_000)}!`;
  const started = performance.now();
  expect(parseDescriptor({ data })).toMatchObject({ data: null });
  expect(performance.now() - started).toBeLessThan(1000);
});
