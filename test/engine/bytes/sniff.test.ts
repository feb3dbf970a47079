import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ProblemLog } from '../../../electron/engine/bytes/problem-log.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { sniffCompression, sniffTar } from '../../../electron/engine/bytes/sniff.ts';
import { checkBlock, wordsOf } from '../../../electron/engine/bytes/tar-checksum.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { concat, endMarker, header, noise, tar } from '../../fixtures/tar-builder.ts';
import { skippableFrame } from '../../fixtures/zstd-builder.ts';

describe('first bytes', () => {
  it('show the compression', () => {
    expect(sniffCompression(gzipSync('x'))).toBe('gzip');
    expect(sniffCompression(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0))).toBe('zstd');
    expect(sniffCompression(skippableFrame(noise(3)))).toBe('zstd');
    expect(sniffCompression(tar(header()))).toBe('none');
    expect(sniffCompression(new Uint8Array())).toBe('none');
    expect(sniffCompression(Uint8Array.of(0x1f, 0x8b))).toBe('none');
  });

  it.each(['zstd', 'xz', 'bzip2'] as const)('of %s as the tool writes it', (compression) => {
    if (!canCompress(compression)) return;
    expect(sniffCompression(compress(noise(10), compression))).toBe(compression);
  });

  it('show a tar by its checksum', () => {
    expect(sniffTar(header())).toBe('tar');
    expect(sniffTar(header({ form: 'v7' }))).toBe('tar');
    expect(sniffTar(header({ checksum: 'wrong' }))).toBe('unknown');
    expect(sniffTar(endMarker())).toBe('empty-tar');
    expect(sniffTar(new Uint8Array())).toBe('empty-tar');
    expect(sniffTar(new TextEncoder().encode('{}'))).toBe('unknown');
    expect(sniffTar(noise(512))).toBe('unknown');
  });
});

describe('a block', () => {
  it('is judged alike by bytes and by words', () => {
    const blocks = [
      header({ name: Uint8Array.of(255, 254, 200) }),
      new Uint8Array(512),
      noise(512),
    ];
    const bytes = concat(...blocks, new Uint8Array(512).fill(0xff));
    const found = [0, 512, 1024, 1536].map((at) => checkBlock(bytes, at, wordsOf(bytes)));
    expect(found).toEqual(['header', 'zero', 'wrong', 'wrong']);
    expect([0, 512, 1024, 1536].map((at) => checkBlock(bytes, at, null))).toEqual(found);
  });

  it('of zeros with anything in the checksum field is no zero block', () => {
    const bytes = new Uint8Array(512);
    bytes[150] = 0x30;
    expect(checkBlock(bytes, 0, null)).toBe('wrong');
    expect(checkBlock(bytes, 0, wordsOf(bytes))).toBe('wrong');
  });
});

describe('problems', () => {
  it('of one code are kept up to a number, the rest counted', () => {
    const log = new ProblemLog();
    for (let at = 0; at < limits.problemsPerCode + 5; at++) {
      log.add('path-escapes', 'warning', { path: `${at}` }, { at });
    }
    log.add('tar-checksum', 'error', {});
    const problems = log.problems();
    expect(problems).toHaveLength(limits.problemsPerCode + 1);
    expect(problems[limits.problemsPerCode - 1]?.values).toEqual({
      at: limits.problemsPerCode - 1,
      more: 5,
    });
    expect(log.problems()).toEqual(problems);
    expect(log.has('tar-checksum')).toBe(true);
    expect(log.has('path-duplicate')).toBe(false);
  });
});
