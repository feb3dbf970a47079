import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BlobLocation } from '../../../electron/engine/bytes/blob-location.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { hashContents, withContentHashes } from '../../../electron/engine/layer/content-hash.ts';
import { readContent, streamContent } from '../../../electron/engine/layer/content.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { shortBytes } from '../../fixtures/short-bytes.ts';
import { concat, entry, header, noise, pad, pax, tar } from '../../fixtures/tar-builder.ts';
import { hashOf, plainIndex, streamedLayer } from './read-layer.ts';

const large = noise(3_000_000);
const holes = new Uint8Array(300_000);
holes.set(noise(1000, 3), 5000);
holes.set(noise(2000, 4), 200_000);
const sparseBody = concat(
  pad(new TextEncoder().encode('2\n5000\n1000\n200000\n2000\n')),
  holes.subarray(5000, 6000),
  holes.subarray(200_000, 202_000),
);
const layer = tar(
  entry({ name: 'small' }, 'content'),
  entry({ name: 'large' }, large),
  pax([
    ['GNU.sparse.major', '1'],
    ['GNU.sparse.minor', '0'],
    ['GNU.sparse.realsize', String(holes.length)],
  ]),
  entry({ name: 'sparse' }, sparseBody),
  entry({ name: 'empty' }),
  entry({ name: 'folder/', type: '5' }),
  entry({ name: 'last' }, 'end'),
);
const contents = [new TextEncoder().encode('content'), large, holes, new Uint8Array()];
const index = plainIndex(layer);
const forms: readonly (readonly [Compression, Uint8Array])[] = [
  ['none', layer],
  ['gzip', gzipSync(layer)],
];

async function failureCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof EngineError) return error.failure.code;
    throw error;
  }
  return 'none';
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  for await (const piece of pieces) copies.push(piece.slice());
  return concat(...copies);
}

describe.each(forms)('content of a layer, %s', (compression, bytes) => {
  const location: BlobLocation = { kind: 'inline', bytes };
  const stored = { location, compression };

  it('is read from any place', async () => {
    for (const [at, content] of contents.entries()) {
      const ranges = [
        [0, content.length],
        [0, 10],
        [3, 2],
        [4990, 20],
        [150_000, 60_000],
        [content.length - 1, 5],
        [content.length, 5],
        [content.length + 99, 5],
      ] as const;
      for (const [offset, length] of ranges) {
        if (offset < 0) continue;
        const read = await readContent(stored, index, at, { offset, length });
        const expected = content.subarray(offset, offset + length);
        expect(shortBytes(read), `${at} ${offset}`).toBe(shortBytes(expected));
      }
    }
  });

  it('is streamed whole', async () => {
    for (const [at, content] of contents.entries()) {
      const streamed = await gather(streamContent(stored, index, at));
      expect(shortBytes(streamed)).toBe(shortBytes(content));
    }
  });

  it('can be streamed in part', async () => {
    const pieces = streamContent(stored, index, 1);
    const first = await pieces.next();
    expect(first.done).toBe(false);
    await pieces.return();
    expect((await pieces.next()).done).toBe(true);
  });

  it('of what has none is not available', async () => {
    const range = { offset: 0, length: 1 };
    expect(await failureCode(readContent(stored, index, 4, range))).toBe('content-unavailable');
    expect(await failureCode(gather(streamContent(stored, index, 4)))).toBe('content-unavailable');
    expect(await failureCode(readContent(stored, index, 99, range))).toBe('content-unavailable');
  });

  it('can be cancelled', async () => {
    const options = { isCancelled: () => true };
    expect(await failureCode(gather(streamContent(stored, index, 1, options)))).toBe('cancelled');
  });
});

describe('content that is cut off', () => {
  it('is not available beyond the cut', async () => {
    const cut = concat(header({ name: 'big', size: 1_000_000 }), noise(200_000));
    const cutIndex = plainIndex(cut);
    for (const [compression, bytes] of [
      ['none', cut],
      ['gzip', gzipSync(cut)],
    ] as const) {
      const stored = { location: { kind: 'inline', bytes } as const, compression };
      const start = await readContent(stored, cutIndex, 0, { offset: 0, length: 1000 });
      expect(shortBytes(start)).toBe(shortBytes(noise(1000)));
      const past = readContent(stored, cutIndex, 0, { offset: 199_999, length: 2 });
      expect(await failureCode(past)).toBe('content-unavailable');
      const all = gather(streamContent(stored, cutIndex, 0));
      expect(await failureCode(all)).toBe('content-unavailable');
    }
  });
});

describe('a huge hole', () => {
  it('is not made before it is asked for', async () => {
    const bytes = tar(
      pax([
        ['GNU.sparse.size', String(2 ** 50)],
        ['GNU.sparse.map', `${2 ** 49},3`],
      ]),
      entry({ name: 'huge' }, 'abc'),
    );
    const stored = { location: { kind: 'inline', bytes } as const, compression: 'none' as const };
    const hugeIndex = plainIndex(bytes);
    const range = { offset: 2 ** 49 - 1, length: 5 };
    const read = await readContent(stored, hugeIndex, 0, range);
    expect([...read]).toEqual([0, 97, 98, 99, 0]);
    const gzip = { location: { kind: 'inline', bytes: gzipSync(bytes) } as const };
    for (const from of [stored, { ...gzip, compression: 'gzip' as const }]) {
      const pieces = streamContent(from, hugeIndex, 0);
      const piece = await pieces.next();
      expect(piece.value?.every((byte) => byte === 0)).toBe(true);
      await pieces.return();
    }
  });
});

describe('hashes of content', () => {
  it('are those of a layer read whole', async () => {
    const entries = Uint32Array.of(0, 1, 2, 3, 4, 5);
    const hashes = hashContents(openBytes(layer), index, entries);
    const whole = await streamedLayer(layer, 'none');
    expect(withContentHashes(index, entries, hashes).contentHash).toEqual(whole.index.contentHash);
    expect(hashOf(whole.index, 2)).toBe(createHash('sha256').update(holes).digest('hex'));
  });

  it('of some entries are added to those that are known', () => {
    const first = Uint32Array.of(5);
    const some = withContentHashes(index, first, hashContents(openBytes(layer), index, first));
    expect([0, 1, 5].map((at) => hashOf(some, at) !== '')).toEqual([false, false, true]);
    const second = Uint32Array.of(1, 0);
    const more = withContentHashes(some, second, hashContents(openBytes(layer), index, second));
    expect([0, 1, 5].map((at) => hashOf(more, at) !== '')).toEqual([true, true, true]);
    expect(hashOf(some, 1)).toBe('');
  });

  it('do not depend on which files are asked for together', () => {
    const sizes = [0, 1, 511, 70_000, 512, 2_500_000, 3, 1_048_576, 40_000, 0, 900_000, 200_000];
    const bodies = sizes.map((size, at) => noise(size, at + 1));
    const files = tar(...bodies.map((body, at) => entry({ name: `file-${at}` }, body)));
    const ascending = bodies.map((_, at) => at);
    const orders = [ascending, ascending.toReversed(), [0, 4, 8], [11, 2, 3, 3, 1], [10, 6, 9]];
    for (const order of orders) {
      const asked: number[] = [];
      const done: number[] = [];
      const hashes = hashContents(openBytes(files), plainIndex(files), Uint32Array.from(order), {
        isCancelled: () => asked.push(0) < 0,
        onProgress: (bytes) => done.push(bytes),
      });
      const expected = order.map((at) => createHash('sha256').update(bodies[at]!).digest());
      expect(Buffer.from(hashes).equals(Buffer.concat(expected))).toBe(true);
      expect(done.at(-1)).toBe(order.reduce((sum, at) => sum + sizes[at]!, 0));
      expect(asked.length).toBeGreaterThan(0);
    }
  });

  it('are no longer looked for when nobody wants them', () => {
    const hash = () =>
      hashContents(openBytes(layer), index, Uint32Array.of(0, 1), { isCancelled: () => true });
    expect(hash).toThrow(EngineError);
  });

  it('of what is cut off are not known', () => {
    const cut = concat(header({ name: 'big', size: 1_000_000 }), noise(200));
    const hashes = hashContents(openBytes(cut), plainIndex(cut), Uint32Array.of(0));
    expect(hashes.every((byte) => byte === 0)).toBe(true);
  });
});
