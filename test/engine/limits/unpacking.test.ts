import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { compress } from '../../fixtures/compress.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';
import { concat, entry, noise, tar } from '../../fixtures/tar-builder.ts';
import { raw, zstdFrame } from '../../fixtures/zstd-builder.ts';
import { failureOf, layersUnder, limitsIn, openFileUnder } from './under.ts';

const mebibyte = 1024 * 1024;
const zeros = tar(
  entry({ name: 'before' }, 'x'),
  entry({ name: 'zeros' }, new Uint8Array(8 * mebibyte)),
);
const packed = gzipSync(zeros);

describe('a layer', () => {
  test('unpackedBytes: that unpacks to more is read up to it', async () => {
    const { streamedLayer } = await layersUnder({ unpackedBytes: 2 * mebibyte });
    const { index, proof } = await streamedLayer(packed, 'gzip');
    expect([index.count, proof.diffId]).toEqual([2, null]);
    expect(limitsIn(index.problems)).toEqual(['unpackedBytes 2097152 error']);
    expect(index.problems[0]?.values['bytes']).toBeLessThanOrEqual(3 * mebibyte);
  });

  test('unpackedRatio: that unpacks to many times its size is read up to it', async () => {
    const changes = { unpackedRatio: 50, ratioGraceBytes: mebibyte };
    const { streamedLayer } = await layersUnder(changes);
    const { index } = await streamedLayer(packed, 'gzip');
    expect(limitsIn(index.problems)).toEqual(['unpackedRatio 50 error']);
    const honest = gzipSync(tar(entry({ name: 'noise' }, noise(4 * mebibyte))));
    expect((await streamedLayer(honest, 'gzip')).index.problems).toEqual([]);
    const raised = await layersUnder({ ...changes, unpackedRatio: 2000 });
    expect((await raised.streamedLayer(packed, 'gzip')).index.problems).toEqual([]);
  });

  test('ratioGraceBytes: of zeros is no crime while it is small', async () => {
    const first = await layersUnder({ unpackedRatio: 1, ratioGraceBytes: 9 * mebibyte });
    expect((await first.streamedLayer(packed, 'gzip')).index.problems).toEqual([]);
    const second = await layersUnder({ unpackedRatio: 1, ratioGraceBytes: 7 * mebibyte });
    const { problems } = (await second.streamedLayer(packed, 'gzip')).index;
    expect(limitsIn(problems)).toEqual(['unpackedRatio 1 error']);
  });

  test('zstdWindowBytes: that asks for a larger window is not decoded', async () => {
    const bytes = zstdFrame(raw(tar(entry({ name: 'a' }))));
    const window = async (log: number, changes = {}) => {
      // RFC 8878, 3.1.1.1.2: the exponent of a window, less 10, in the upper five bits.
      bytes[5] = (log - 10) << 3;
      const { streamedLayer } = await layersUnder(changes);
      const { index } = await streamedLayer(bytes, 'zstd');
      return [index.count, ...limitsIn(index.problems)];
    };
    expect(await window(27)).toEqual([1]);
    expect(await window(28)).toEqual([0, 'zstdWindowBytes 134217728 error']);
    expect(await window(28, { zstdWindowBytes: 256 * mebibyte })).toEqual([1]);
  });
});

describe('an archive that is compressed as a whole', () => {
  async function archive(name: string, bytes: (tar: Uint8Array) => Uint8Array): Promise<string> {
    const recipe = image({ layers: [layer(file('zeros', new Uint8Array(8 * mebibyte)))] });
    const place = path.join(temporaryFolder(), name);
    writeFileSync(place, bytes(await packMembers(await dockerMembers([recipe]))));
    return place;
  }

  test('unpackedRatio: a bomb is unpacked up to it', async () => {
    const place = await archive('bomb.tar.gz', (bytes) => compress(bytes, 'gzip'));
    const { problems } = await openFileUnder(
      { unpackedRatio: 3, ratioGraceBytes: 2 * mebibyte },
      place,
    );
    expect(limitsIn(problems)).toEqual(['unpackedRatio 3 error']);
    expect(problems.map(({ code }) => code)).toContain('limit-reached');
  });

  test('zstdWindowBytes: is no image when it cannot be unpacked at all', async () => {
    const place = await archive('window.tar.zst', (bytes) => {
      const head = zstdFrame(raw(bytes.subarray(0, 1024)));
      head[5] = 18 << 3;
      return concat(head);
    });
    expect(await failureOf(() => openFileUnder({}, place))).toBe(
      `limit-reached zstdWindowBytes ${limits.zstdWindowBytes}`,
    );
  });
});
