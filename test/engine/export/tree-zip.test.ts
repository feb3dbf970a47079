import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { zipLosses } from '../../../electron/engine/export/tree-zip.ts';
import {
  centralHeader,
  dataDescriptor,
  endRecords,
  localHeader,
} from '../../../electron/engine/export/zip-format.ts';
import type { ZipMember } from '../../../electron/engine/export/zip-format.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { entry, noise, pax, tar } from '../../fixtures/tar-builder.ts';
import { listed, packedStackOf, stackOf, zipOf } from '../../fixtures/tree-export.ts';

const big = noise(1_500_000);
const layer = tar(
  entry({ name: 'dir/', type: '5', mode: 0o1777, modified: 1_000_000_001 }),
  entry({ name: 'dir/big', mode: 0o4755, uid: 7, gid: 8 }, big),
  entry({ name: 'dir/small', mode: 0o600, modified: 1_234_567_891 }, 'small'),
  entry({ name: 'dir/again', type: '1', link: 'dir/small' }),
  entry({ name: 'empty' }),
  entry({ name: 'añadido 漢' }, 'new'),
  entry({ name: 'link', type: '2', link: 'dir/small' }),
  entry({ name: 'null', type: '3', deviceMajor: 1, deviceMinor: 3 }),
  entry({ name: 'back\\slash' }, '1'),
  entry({ name: 'back%5Cslash' }, '2'),
  entry({ name: Uint8Array.of(0xff, 0x61) }, '3'),
  pax([['SCHILY.xattr.user.note', 'x']]),
  entry({ name: 'old', modified: 0o77777777777 }, '4'),
);

const hasUnzip = spawnSync('unzip', ['-v']).error === undefined;
if (!hasUnzip) console.warn('unzip is not installed: what it would judge is skipped.');

describe('the zip of a listing', () => {
  test.skipIf(!hasUnzip)('is what unzip unpacks', async () => {
    const { tree, layers } = await packedStackOf('gzip', layer);
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a.zip'), await zipOf(listed(tree), layers));
    const out = path.join(folder, 'out');
    const { status, stdout } = spawnSync('unzip', ['-q', 'a.zip', '-d', out], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect([status, stdout]).toEqual([0, '']);
    const at = (name: string): string => path.join(out, name);
    expect(readFileSync(at('dir/big')).equals(big)).toBe(true);
    expect(lstatSync(at('dir/small'))).toMatchObject({ size: 5, mtimeMs: 1_234_567_891_000 });
    expect(lstatSync(at('dir/small')).mode & 0o777).toBe(0o600);
    expect(lstatSync(at('dir')).mtimeMs).toBe(1_000_000_001_000);
    expect(readFileSync(at('dir/again'), 'utf8')).toBe('small');
    expect(readFileSync(at('empty'), 'utf8')).toBe('');
    expect(readFileSync(at('añadido 漢'), 'utf8')).toBe('new');
    expect(readlinkSync(at('link'))).toBe('dir/small');
    expect(readFileSync(at('back%5Cslash'), 'utf8')).toBe('2');
    expect(readFileSync(at('back%5Cslash (2)'), 'utf8')).toBe('1');
    expect(readFileSync(at('%FFa'), 'utf8')).toBe('3');
  });

  test('is the same every time, and however the layer is packed', async () => {
    const plain = stackOf(layer);
    const packed = await packedStackOf('gzip', layer);
    const one = await zipOf(listed(plain.tree), plain.layers);
    expect((await zipOf(listed(packed.tree), packed.layers)).equals(one)).toBe(true);
  });

  test('says what it does not hold', () => {
    const losses = zipLosses(listed(stackOf(layer).tree));
    const said = losses.map(({ kind, count, paths }) => [kind, count, paths[0]?.path]);
    expect(said).toEqual([
      ['owner', 11, 'añadido 漢'],
      ['time', 1, 'old'],
      ['xattr', 1, 'old'],
      ['hard-link', 1, 'dir/small'],
      ['device', 1, 'null'],
      ['name-changed', 2, 'back\\slash'],
    ]);
  });

  test('holds more files than 16 bits can count', async () => {
    const count = 70_000;
    const entries = Array.from({ length: count }, (_, place) => entry({ name: `many/${place}` }));
    const { tree, layers } = stackOf(Buffer.concat([...entries, tar()]));
    const folder = temporaryFolder();
    const file = path.join(folder, 'many.zip');
    const zip = await zipOf(listed(tree), layers);
    expect(zip.includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(true);
    writeFileSync(file, zip);
    if (!hasUnzip) return;
    const { stdout } = spawnSync('unzip', ['-l', file], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(stdout.trimEnd().endsWith(`${count + 1} files`)).toBe(true);
  });
});

describe('the records of a zip', () => {
  const member: ZipMember = {
    name: Buffer.from('a'),
    mode: 0o100644,
    modified: 0,
    method: 'deflated',
    size: 5 * 1024 ** 3,
    isStreamed: true,
  };
  const written = { checksum: 1, packedBytes: 4.5 * 1024 ** 3, offset: 6 * 1024 ** 3 };
  const at = (bytes: Uint8Array, offset: number): number =>
    Number(Buffer.from(bytes).readBigUInt64LE(offset));

  test('have 64 bits where 32 do not do', () => {
    // Behind the fields of fixed length, the name and the nine bytes of the time.
    const central = centralHeader(member, written);
    expect(Buffer.from(central).readUInt32LE(42)).toBe(0xffff_ffff);
    const extra = 46 + 1 + 9;
    expect(Buffer.from(central).readUInt16LE(extra)).toBe(1);
    expect([at(central, extra + 4), at(central, extra + 12), at(central, extra + 20)]).toEqual([
      member.size,
      written.packedBytes,
      written.offset,
    ]);
    const descriptor = dataDescriptor(member, written);
    expect([at(descriptor, 8), at(descriptor, 16)]).toEqual([written.packedBytes, member.size]);
    expect(Buffer.from(localHeader(member, 0, 0)).readUInt16LE(4)).toBe(45);
    expect(at(endRecords(3, 100, written.offset), 48)).toBe(written.offset);
  });

  test('have none where they need none', () => {
    expect(endRecords(3, 100, 1000)).toHaveLength(22);
    const small = { ...member, size: 5, isStreamed: false };
    expect(localHeader(small, 7, 3)).toHaveLength(30 + 1 + 9);
  });
});
