import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archiveEnd,
  bodyPadding,
  memberHeader,
  memberTypes,
} from '../../../electron/engine/tar/write-header.ts';
import type { TarMember } from '../../../electron/engine/tar/write-header.ts';
import { TypeLetter } from '../../../electron/engine/tar/header.ts';
import { readEntries } from './read-entries.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const plain: TarMember = {
  type: 'file',
  path: bytes('a'),
  link: new Uint8Array(),
  mode: 0o644,
  uid: 0,
  gid: 0,
  userName: '',
  groupName: '',
  modified: 1_700_000_000_000,
  size: 0,
  device: null,
  xattrs: [],
};

function archive(members: readonly TarMember[]): Uint8Array {
  const parts = members.flatMap((member) => [
    memberHeader(member),
    new Uint8Array(member.size).fill(0x78),
    bodyPadding(member.size),
  ]);
  return Uint8Array.from(Buffer.concat([...parts, archiveEnd]));
}

function readOne(member: Partial<TarMember>) {
  const { entries, problems } = readEntries(archive([{ ...plain, ...member }]));
  expect(problems).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

const isWindows = process.platform === 'win32';
const name = fc
  .array(
    fc.constantFrom('a', 'bc', 'ü', '漢', 'x'.repeat(90), 'y'.repeat(160), ' ', '.hidden', '-'),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join('/'));

const member = fc.record({
  type: fc.constantFrom(...memberTypes),
  path: name,
  link: name,
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.constantFrom(0, 1000, 2_097_151, 2_097_152, 4_294_967_294),
  gid: fc.constantFrom(0, 65_534, 2_097_152),
  userName: fc.constantFrom('', 'root', 'jürgen', 'u'.repeat(40)),
  groupName: fc.constantFrom('', 'wheel', 'g'.repeat(33)),
  seconds: fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
  micros: fc.constantFrom(0, 1, 500_000, 999_999),
  size: fc.integer({ min: 0, max: 2000 }),
  value: fc.uint8Array({ maxLength: 40 }),
});

describe('a member that is written', () => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(member, (given) => {
        const isLink = given.type === 'symlink' || given.type === 'hardLink';
        const isDevice = given.type === 'character' || given.type === 'block';
        const written: TarMember = {
          ...plain,
          type: given.type,
          path: bytes(given.path),
          link: isLink ? bytes(given.link) : new Uint8Array(),
          mode: given.mode,
          uid: given.uid,
          gid: given.gid,
          userName: given.userName,
          groupName: given.groupName,
          modified: given.seconds * 1000 + given.micros / 1000,
          size: given.type === 'file' ? given.size : 0,
          device: isDevice ? { major: 8, minor: 1_048_575 } : null,
          xattrs: [
            { name: 'user.note', value: given.value },
            { name: 'user.a=b', value: given.value },
          ],
        };
        const { entries, problems } = readEntries(archive([written, plain]));
        expect(problems).toEqual([]);
        expect(entries).toHaveLength(2);
        const read = entries[0]!;
        const folder = given.type === 'directory' ? '/' : '';
        expect(read).toMatchObject({
          name: given.path + folder,
          link: isLink ? given.link : '',
          mode: given.mode,
          uid: given.uid,
          gid: given.gid,
          userName: given.userName,
          groupName: given.groupName,
          size: written.size,
          device: isDevice ? [8, 1_048_575] : [0, 0],
        });
        expect(read.modified).toBeCloseTo(written.modified, 2);
        expect(read.xattrs.map(([key]) => key).toSorted()).toEqual(['user.a=b', 'user.note']);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same bytes every time, whatever the order of its attributes', () => {
    const one = { name: 'user.a', value: bytes('1') };
    const other = { name: 'user.b', value: Uint8Array.of(0, 255) };
    const write = (xattrs: TarMember['xattrs']) => memberHeader({ ...plain, xattrs });
    expect(write([one, other])).toEqual(write([other, one]));
  });

  it('needs one block when everything fits', () => {
    expect(memberHeader(plain)).toHaveLength(512);
    expect(
      memberHeader({ ...plain, path: bytes(`${'d'.repeat(150)}/${'f'.repeat(100)}`) }),
    ).toHaveLength(512);
  });

  it('keeps names that are not UTF-8', () => {
    const odd = Uint8Array.of(0x66, 0xff, 0xfe);
    expect(readOne({ path: odd }).rawName).toEqual(odd);
    const long = new Uint8Array(300).fill(0xff);
    expect(readOne({ path: long }).rawName).toEqual(long);
  });

  it('knows sizes beyond eight gigabytes', () => {
    const [header] = [memberHeader({ ...plain, size: 9 * 1024 ** 3 })];
    const text = Buffer.from(header).toString('latin1');
    expect(text).toContain(`size=${9 * 1024 ** 3}\n`);
  });

  it('writes the root as a folder', () => {
    expect(readOne({ type: 'directory', path: new Uint8Array() })).toMatchObject({ name: './' });
  });

  it('says the kind by the letters of POSIX', () => {
    const letter = (type: TarMember['type']) => memberHeader({ ...plain, type })[156];
    expect(memberTypes.map(letter)).toEqual([
      TypeLetter.file,
      TypeLetter.directory,
      TypeLetter.symlink,
      TypeLetter.hardLink,
      TypeLetter.character,
      TypeLetter.block,
      TypeLetter.fifo,
    ]);
  });
});

describe.skipIf(isWindows || !hasTar())('GNU tar', () => {
  it('unpacks what is written', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-tar-'));
    try {
      const long = `${'deep/'.repeat(60)}file ü`;
      writeFileSync(
        path.join(folder, 'a.tar'),
        archive([
          { ...plain, path: bytes('dir'), type: 'directory', mode: 0o750 },
          { ...plain, path: bytes('dir/f'), size: 700, modified: 1_234_567_890_123 },
          { ...plain, path: bytes(long), size: 3 },
          { ...plain, path: bytes('dir/hard'), type: 'hardLink', link: bytes('dir/f') },
          { ...plain, path: bytes('dir/soft'), type: 'symlink', link: bytes('f') },
        ]),
      );
      const listed = execFileSync('tar', ['-tvf', 'a.tar', '--quoting-style=literal'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
      });
      expect(listed).toContain('drwxr-x---');
      expect(listed).toContain(long);
      expect(listed).toContain('dir/hard link to dir/f');
      expect(listed).toContain('dir/soft -> f');
      execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
      expect(existsSync(path.join(folder, long))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function hasTar(): boolean {
  const { stdout } = spawnSync('tar', ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').includes('GNU tar');
}
