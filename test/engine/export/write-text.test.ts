import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { writeText } from '../../../electron/engine/export/write-text.ts';
import { temporaryFolder } from '../../fixtures/session.ts';

describe('text in pieces', () => {
  test.each([
    ['nothing', []],
    ['empty pieces', ['', '']],
    ['some', ['a', '', 'ü\n', '😀']],
    ['much', Array<string>(5000).fill('0123456789abcdef ü\n')],
    ['one long piece', ['x'.repeat(1_000_000)]],
  ])('is written whole: %s', async (_, pieces) => {
    const destination = path.join(temporaryFolder(), 'text');
    const text = pieces.join('');
    expect(await writeText(destination, pieces)).toEqual({ bytes: Buffer.byteLength(text) });
    expect(readFileSync(destination, 'utf8') === text).toBe(true);
  });

  test('that fails leaves what was there, and nothing beside it', async () => {
    const folder = temporaryFolder();
    const destination = path.join(folder, 'text');
    writeFileSync(destination, 'before');
    function* failing(): Generator<string> {
      yield 'x'.repeat(200_000);
      throw new Error('no more');
    }
    await expect(writeText(destination, failing())).rejects.toMatchObject({
      failure: { code: 'not-writable' },
    });
    const cancelled = writeText(destination, ['a', 'b'], AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(readdirSync(folder)).toEqual(['text']);
    expect(readFileSync(destination, 'utf8')).toBe('before');
  });

  test('that takes long between two pieces lets other work have its turn', async () => {
    const destination = path.join(temporaryFolder(), 'text');
    let turns = 0;
    let isDone = false;
    function* slow(): Generator<string> {
      for (const until = performance.now() + 200; performance.now() < until;) yield '';
    }
    const counting = (async () => {
      for (; !isDone; turns++) await setImmediate();
    })();
    await writeText(destination, slow());
    isDone = true;
    await counting;
    expect(turns).toBeGreaterThan(3);
  });
});
