import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { ListedContents, spooledBytes } from '../../../electron/engine/export/listed-contents.ts';
import { treeTar } from '../../../electron/engine/export/tree-tar.ts';
import { canCompress } from '../../fixtures/compress.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { entry, noise, pax, sparseMap, tar } from '../../fixtures/tar-builder.ts';
import { listed, packedStackOf, stackOf, tarOf } from '../../fixtures/tree-export.ts';
import { readEntries } from '../tar/read-entries.ts';

const lower = tar(
  entry({ name: 'dir/', type: '5', mode: 0o1777, modified: 5 }),
  entry({ name: 'dir/big', mode: 0o4755, uid: 7, gid: 8 }, noise(100_000)),
  entry({ name: 'dir/gone' }, 'gone'),
  entry({ name: 'first' }, 'shared'),
  entry({ name: 'second', type: '1', link: 'first' }),
  entry({ name: 'empty' }),
  entry({ name: 'null', type: '3', deviceMajor: 1, deviceMinor: 3 }),
);
const upper = tar(
  entry({ name: 'dir/.wh.gone' }),
  pax([
    ['SCHILY.xattr.user.note', Uint8Array.of(0, 255)],
    ['mtime', '7.25'],
  ]),
  entry({ name: 'dir/añadido' }, 'new'),
  entry({ name: 'link', type: '2', link: '../dir' }),
);
/** The same files in one layer, in another order. */
const squashed = tar(
  entry({ name: 'second' }, 'shared'),
  entry({ name: 'first', type: '1', link: 'second' }),
  entry({ name: 'link', type: '2', link: '../dir' }),
  entry({ name: 'null', type: '3', deviceMajor: 1, deviceMinor: 3 }),
  entry({ name: 'empty' }),
  pax([
    ['mtime', '7.25'],
    ['SCHILY.xattr.user.note', Uint8Array.of(0, 255)],
  ]),
  entry({ name: 'dir/añadido' }, 'new'),
  entry({ name: 'dir/big', mode: 0o4755, uid: 7, gid: 8 }, noise(100_000)),
  entry({ name: 'dir/', type: '5', mode: 0o1777, modified: 5 }),
);

describe('the tar of a listing', () => {
  test('holds every path with its attributes and content', async () => {
    const { tree, layers } = stackOf(lower, upper);
    const bytes = await tarOf(listed(tree), layers);
    const { entries, problems } = readEntries(Uint8Array.from(bytes));
    expect(problems).toEqual([]);
    expect(entries.map(({ name }) => name)).toEqual([
      'dir/',
      'dir/añadido',
      'dir/big',
      'empty',
      'first',
      'link',
      'null',
      'second',
    ]);
    expect(entries[2]).toMatchObject({ mode: 0o4755, uid: 7, gid: 8, size: 100_000 });
    expect(entries[7]).toMatchObject({ link: 'first', size: 0 });
    expect(entries[1]).toMatchObject({ modified: 7250 });
    const body = bytes.indexOf('dir/big') + 512;
    expect(bytes.subarray(body, body + 100_000).equals(noise(100_000))).toBe(true);
  });

  test('is the same bytes for another layering, and however the layers are packed', async () => {
    const one = stackOf(lower, upper);
    const expected = await tarOf(listed(one.tree), one.layers);
    const two = stackOf(squashed);
    expect((await tarOf(listed(two.tree), two.layers)).equals(expected)).toBe(true);
    for (const compression of ['gzip', 'zstd', 'xz', 'bzip2'] as const) {
      if (!canCompress(compression)) continue;
      const packed = await packedStackOf(compression, lower, upper);
      expect((await tarOf(listed(packed.tree), packed.layers)).equals(expected)).toBe(true);
    }
  });

  test('fills the holes of sparse files', async () => {
    const map = [386, sparseMap([[1024, 512]])] as const;
    const size = [483, Buffer.from('00000004000\0')] as const;
    const holes = entry({ name: 'h', type: 'S', form: 'gnu', patches: [map, size] }, noise(512));
    for (const stack of [stackOf(tar(holes)), await packedStackOf('gzip', tar(holes))]) {
      const bytes = await tarOf(listed(stack.tree), stack.layers);
      const body = bytes.subarray(512, 512 + 2048);
      expect(body.subarray(0, 1024).every((byte) => byte === 0)).toBe(true);
      expect(body.subarray(1024, 1536).equals(noise(512))).toBe(true);
      expect(body.subarray(1536).every((byte) => byte === 0)).toBe(true);
    }
  });

  test('keeps nothing of what it decoded, also when it is cancelled or given up', async () => {
    const { tree, layers } = await packedStackOf('gzip', lower, upper);
    const listing = listed(tree);
    const spoolDir = temporaryFolder();
    expect(spooledBytes(listing, layers)).toBe(100_000 + 6 + 3);
    let asked = 0;
    const given = ListedContents.open(listing, layers, {
      spoolDir,
      isCancelled: () => ++asked > 3,
    });
    await expect(given).rejects.toThrow(EngineError);
    const contents = await ListedContents.open(listing, layers, {
      spoolDir,
      isCancelled: () => false,
    });
    for await (const piece of treeTar(listing, contents, () => false)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    contents.close();
    expect(readdirSync(spoolDir)).toEqual([]);
  });
});
