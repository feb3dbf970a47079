import { createHash } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { inflate } from '../../../electron/engine/bytes/inflate.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { OutputBlock } from '../../../electron/engine/bytes/output-block.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { shortBytes } from '../../fixtures/short-bytes.ts';
import { concat, noise } from '../../fixtures/tar-builder.ts';
import { raw, repeated, skippableFrame, zstdFrame } from '../../fixtures/zstd-builder.ts';
import { inflateBytes } from './inflate-bytes.ts';

const small = noise(5000);
const large = concat(noise(700_000), new Uint8Array(2_000_000), noise(900_000, 7));
/** Compresses well, so that a small part of the stream holds much of it. */
const text = new TextEncoder().encode(
  Array.from(noise(40_000), (byte, at) => `line ${at} ${byte}`).join('\n'),
);
const ways = ['direct', 'stream'] as const;

describe.each(ways)('gzip, %s', (way) => {
  const read = (bytes: Uint8Array): ReturnType<typeof inflateBytes> =>
    inflateBytes(bytes, 'gzip', { way });

  it('gives the content', async () => {
    for (const content of [new Uint8Array(), small, large]) {
      const result = await read(gzipSync(content));
      expect(result).toMatchObject({
        kind: 'complete',
        trailingData: false,
        short: shortBytes(content),
      });
    }
  });

  it('of several members is one stream', async () => {
    const bytes = concat(gzipSync(small), gzipSync(''), gzipSync(large), gzipSync(small));
    const result = await read(bytes);
    expect(result).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(concat(small, large, small)),
    });
  });

  it('of members that end anywhere in a piece of input is one stream', async () => {
    // The input comes in pieces of 256 KiB: the first member is made to end around that border.
    const border = 256 * 1024;
    for (const offset of [-9, -8, -7, -1, 0, 1]) {
      const first = storedMember(noise(border + offset - storedOverhead(border)));
      const result = await read(concat(first, gzipSync(small)));
      expect(result.kind).toBe('complete');
      expect(shortBytes(result.content.subarray(-small.length))).toBe(shortBytes(small));
    }
  });

  it('has every optional part of a header', async () => {
    const bytes = gzipSync(small);
    const extra = concat(Uint8Array.of(3, 0), noise(3));
    const texts = new TextEncoder().encode('name\0comment\0');
    const head = new Uint8Array(bytes.subarray(0, 10));
    head[3] = 2 | 4 | 8 | 16;
    const result = await read(concat(head, extra, texts, noise(2), bytes.subarray(10)));
    expect(result).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(small),
    });
  });

  it('followed by zeros is complete, followed by more has trailing data', async () => {
    const bytes = gzipSync(small);
    const padding = new Uint8Array(300_000);
    expect(await read(concat(bytes, padding))).toMatchObject({
      kind: 'complete',
      trailingData: false,
    });
    for (const rest of [noise(50), concat(padding, noise(5)), Uint8Array.of(0x1f)]) {
      expect(await read(concat(bytes, rest))).toMatchObject({
        kind: 'complete',
        trailingData: true,
        short: shortBytes(small),
      });
    }
  });

  it('with a wrong checksum or size keeps its content and reads on', async () => {
    for (const at of [-8, -4]) {
      const wrong = gzipSync(small);
      wrong[wrong.length + at] = (wrong.at(at) ?? 0) ^ 1;
      expect(await read(concat(wrong, gzipSync(small)))).toMatchObject({
        kind: 'damaged',
        trailingData: false,
        short: shortBytes(concat(small, small)),
      });
    }
  });

  it('cut anywhere gives what came before', async () => {
    const bytes = gzipSync(large);
    for (const length of [1, 5, 15, 5000, 400_000, bytes.length - 8, bytes.length - 1]) {
      const { kind, content } = await read(bytes.subarray(0, length));
      expect(kind, `${length}`).toBe(length < 3 ? 'damaged' : 'truncated');
      expect(shortBytes(content)).toBe(shortBytes(large.subarray(0, content.length)));
      if (length === bytes.length - 8) expect(content.length).toBe(large.length);
    }
  });

  it('damaged in the middle gives almost all that came before', async () => {
    const bytes = gzipSync(text, { level: 6 });
    const at = Math.floor(bytes.length / 2);
    const damaged = new Uint8Array(bytes);
    damaged.fill(0xff, at, at + 1000);
    const { kind, content } = await read(damaged);
    const before = await read(bytes.subarray(0, at));
    expect(kind).toBe('damaged');
    expect(content.length).toBeGreaterThanOrEqual(before.content.length - 2000);
    const kept = Math.min(content.length, before.content.length);
    expect(shortBytes(content.subarray(0, kept))).toBe(shortBytes(text.subarray(0, kept)));
  });

  it('that is none is damaged', async () => {
    expect(await read(noise(100))).toMatchObject({ kind: 'damaged', trailingData: false });
    expect(await read(new Uint8Array())).toMatchObject({ kind: 'damaged' });
  });
});

describe.each(ways)('zstd, %s', (way) => {
  const read = (bytes: Uint8Array): ReturnType<typeof inflateBytes> =>
    inflateBytes(bytes, 'zstd', { way });

  it('gives the content of raw and run-length blocks', async () => {
    const bytes = zstdFrame(raw(small), repeated(7, 100_000), raw(noise(3)));
    expect(await read(bytes)).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(concat(small, new Uint8Array(100_000).fill(7), noise(3))),
    });
  });

  it('of several frames is one stream, skippable ones anywhere', async () => {
    const skip = skippableFrame(noise(300_000));
    const empty = zstdFrame(raw(new Uint8Array()));
    const tiny = zstdFrame(raw(Uint8Array.of(1)));
    const many = Array.from({ length: 3000 }, () => tiny);
    const frames = [skip, zstdFrame(raw(small)), skip, empty, ...many, skip];
    expect(await read(concat(...frames))).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(concat(small, new Uint8Array(3000).fill(1))),
    });
  });

  it('cut anywhere gives what came before', async () => {
    const bytes = concat(zstdFrame(raw(small)), skippableFrame(small), zstdFrame(raw(small)));
    const first = zstdFrame(raw(small)).length;
    for (let length = 1; length < bytes.length; length += 331) {
      if (length === first || length === first + small.length + 8) continue;
      const { kind, content } = await read(bytes.subarray(0, length));
      expect(kind, `${length}`).toBe(length < 4 ? 'damaged' : 'truncated');
      expect(shortBytes(content)).toBe(
        shortBytes(concat(small, small).subarray(0, content.length)),
      );
    }
  });

  it('followed by something else has trailing data', async () => {
    const bytes = concat(zstdFrame(raw(small)), noise(20));
    expect(await read(bytes)).toMatchObject({
      kind: 'complete',
      trailingData: true,
      short: shortBytes(small),
    });
  });

  it('that asks for too large a window is not decoded', async () => {
    const bytes = zstdFrame(raw(small));
    bytes[5] = 18 << 3;
    expect(await read(bytes)).toMatchObject({ kind: 'limit', content: new Uint8Array() });
  });

  it('with a block of no known type is damaged', async () => {
    const bytes = zstdFrame(raw(small));
    bytes[6] = (bytes[6] ?? 0) | 6;
    expect((await read(bytes)).kind).toBe('damaged');
  });

  it.skipIf(!canCompress('zstd'))('gives what the tool compressed', async () => {
    const bytes = compress(large, 'zstd');
    expect(await read(bytes)).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(large),
    });
    const damaged = new Uint8Array(bytes);
    damaged.fill(0xff, 300_000, 300_050);
    const result = await read(damaged);
    expect(result.content.length).toBeLessThanOrEqual(large.length);
  });
});

describe.each(['xz', 'bzip2'] as const)('%s', (compression) => {
  const isHere = canCompress(compression);

  it.skipIf(!isHere)('gives the content', async () => {
    for (const content of [small, large]) {
      const bytes = compress(content, compression);
      const result = await inflateBytes(bytes, compression);
      expect(result).toMatchObject({
        kind: 'complete',
        trailingData: false,
        short: shortBytes(content),
      });
    }
  });

  it.skipIf(!isHere)('cut or damaged says so', async () => {
    const bytes = compress(large, compression);
    const cut = await inflateBytes(bytes.subarray(0, bytes.length - 1000), compression);
    expect(['truncated', 'damaged']).toContain(cut.kind);
    expect(shortBytes(cut.content)).toBe(shortBytes(large.subarray(0, cut.content.length)));
    const wrong = new Uint8Array(bytes);
    wrong.fill(0x55, 100_000, 100_100);
    expect(['truncated', 'damaged']).toContain((await inflateBytes(wrong, compression)).kind);
  });
});

describe('decoding', () => {
  it('hands stored bytes to who asks, all of them and once', async () => {
    for (const bytes of [
      gzipSync(large),
      concat(gzipSync(small), noise(400_000)),
      noise(300_000),
    ]) {
      const hash = createHash('sha256');
      let done = 0;
      await inflateBytes(bytes, 'gzip', {
        onInput: (piece) => hash.update(piece),
        onProgress: (count) => {
          expect(count).toBeGreaterThan(done);
          done = count;
        },
      });
      expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(done).toBe(bytes.length);
    }
  });

  it('of damaged bytes hands them over once although it reads them again', async () => {
    const bytes = gzipSync(large, { level: 0 });
    bytes.fill(0xff, 65_550 * 2, 65_550 * 3);
    const hash = createHash('sha256');
    await inflateBytes(bytes, 'gzip', { onInput: (piece) => hash.update(piece) });
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('can be cancelled', async () => {
    const options = { isCancelled: () => true };
    await expect(inflateBytes(gzipSync(large), 'gzip', options)).rejects.toThrow(EngineError);
  });

  it('ends when the sink has enough', async () => {
    let calls = 0;
    const result = await inflate(openBytes(gzipSync(large)), 'gzip', () => ++calls < 2);
    expect(result.kind).toBe('stopped');
    expect(calls).toBe(2);
  });

  it('of nothing gives the bytes', async () => {
    const result = await inflateBytes(large, 'none');
    expect(result).toMatchObject({
      kind: 'complete',
      trailingData: false,
      short: shortBytes(large),
    });
  });

  it('stops a bomb', () => {
    const output = new OutputBlock(() => true, 1000);
    let blocks = 0;
    do {
      output.filled = output.bytes.length;
      blocks++;
    } while (output.flush() && blocks < 100_000);
    expect(output.stop).toBe('limit');
    expect(output.total).toBe(limits.ratioGraceBytes + output.bytes.length);
  });
});

/** A member of one or more stored blocks. */
function storedMember(content: Uint8Array): Uint8Array {
  const whole = gzipSync(content, { level: 0 });
  expect(whole.length).toBe(content.length + storedOverhead(content.length));
  return whole;
}

/** Bytes that a member of stored blocks has besides its content. */
function storedOverhead(length: number): number {
  return 18 + (deflateRawSync(new Uint8Array(length), { level: 0 }).length - length);
}
