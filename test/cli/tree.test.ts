import { beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import {
  characterDevice,
  directory,
  fifo,
  file,
  hardLink,
  opaque,
  symlink,
  whiteout,
} from '../fixtures/tar.ts';
import { runOnTerminal, runProgram } from './run-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-cli-'));
const archive = path.join(folder, 'image.tar');

beforeAll(async () => {
  const recipe = image({
    ref: 'app:1',
    layers: [
      layer(
        directory('etc', { mode: 0o750 }),
        file('etc/motd', 'hello', { uid: 5, gid: 6, userName: 'five', groupName: 'six' }),
        file('etc/old', 'bye'),
        symlink('bin', 'usr/bin'),
        file('usr/bin/tool', 'tool', { mode: 0o4755, pax: { 'SCHILY.xattr.user.note': 'hi' } }),
        hardLink('a-tool', 'usr/bin/tool'),
        characterDevice('dev/null', 1, 3, { mode: 0o666 }),
        fifo('run/pipe'),
      ),
      layer(
        file('etc/motd', 'howdy', { uid: 5, gid: 6, mtime: new Date('2024-05-01T12:00:01Z') }),
        whiteout('etc/old'),
        file('evil\u001b[31m', ''),
      ),
      layer(directory('etc'), opaque('etc'), file('etc/new', 'new file')),
    ],
  });
  writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function json(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runProgram(...args, '--json', archive);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const at = '2024-05-01T12:00:00.000Z';
const root = { uid: 0, gid: 0, mtime: at, link: null };
const implied = {
  uid: 0,
  gid: 0,
  mtime: null,
  link: null,
  implied: true,
  type: 'directory',
  size: 0,
  mode: 0o755,
  modeText: 'drwxr-xr-x',
};

describe('tree', () => {
  test('lists the union after a layer', async () => {
    expect(await json('tree', '--layer', '0')).toEqual([
      {
        path: 'a-tool',
        type: 'file',
        size: 4,
        mode: 0o4755,
        modeText: '-rwsr-xr-x',
        ...root,
        origin: 0,
        linkedTo: 'usr/bin/tool',
        xattrs: [{ name: 'user.note', value: 'aGk=' }],
      },
      {
        path: 'bin',
        type: 'symlink',
        size: 0,
        mode: 0o777,
        modeText: 'lrwxrwxrwx',
        ...root,
        link: 'usr/bin',
        origin: 0,
      },
      { path: 'dev', ...implied, origin: 0 },
      {
        path: 'dev/null',
        type: 'character',
        size: 0,
        mode: 0o666,
        modeText: 'crw-rw-rw-',
        ...root,
        origin: 0,
        device: { major: 1, minor: 3 },
      },
      {
        path: 'etc',
        type: 'directory',
        size: 0,
        mode: 0o750,
        modeText: 'drwxr-x---',
        ...root,
        origin: 0,
      },
      {
        path: 'etc/motd',
        type: 'file',
        size: 5,
        mode: 0o644,
        modeText: '-rw-r--r--',
        uid: 5,
        gid: 6,
        userName: 'five',
        groupName: 'six',
        mtime: at,
        link: null,
        origin: 0,
      },
      {
        path: 'etc/old',
        type: 'file',
        size: 3,
        mode: 0o644,
        modeText: '-rw-r--r--',
        ...root,
        origin: 0,
      },
      { path: 'run', ...implied, origin: 0 },
      {
        path: 'run/pipe',
        type: 'fifo',
        size: 0,
        mode: 0o644,
        modeText: 'prw-r--r--',
        ...root,
        origin: 0,
      },
      { path: 'usr', ...implied, origin: 0 },
      { path: 'usr/bin', ...implied, origin: 0 },
      {
        path: 'usr/bin/tool',
        type: 'file',
        size: 4,
        mode: 0o4755,
        modeText: '-rwsr-xr-x',
        ...root,
        origin: 0,
        xattrs: [{ name: 'user.note', value: 'aGk=' }],
      },
    ]);
  });

  test('of the last layer is the default, in the order of bytes', async () => {
    const entries = await json('tree');
    expect(entries).toMatchObject([
      { path: 'a-tool' },
      { path: 'bin' },
      { path: 'dev' },
      { path: 'dev/null' },
      { path: 'etc', mode: 0o755, origin: 2 },
      { path: 'etc/new', origin: 2 },
      { path: 'evil\u001b[31m', origin: 1 },
      { path: 'run' },
      { path: 'run/pipe' },
      { path: 'usr' },
      { path: 'usr/bin' },
      { path: 'usr/bin/tool' },
    ]);
  });

  test('for people is a listing like that of ls, without heading where it is piped', async () => {
    const { stdout } = await runProgram('tree', '--layer', '0', archive);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      '-rwsr-xr-x  0:0        4  2024-05-01 12:00      0  a-tool = usr/bin/tool',
      'lrwxrwxrwx  0:0        -  2024-05-01 12:00      0  bin -> usr/bin',
      'drwxr-xr-x  0:0        -  -                     0  dev',
      'crw-rw-rw-  0:0     1, 3  2024-05-01 12:00      0  dev/null',
      'drwxr-x---  0:0        -  2024-05-01 12:00      0  etc',
    ]);
  });

  test('on a terminal has a heading and a count, and no control character of a name', async () => {
    const { stdout } = await runOnTerminal(['tree', '--no-color', archive]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('mode        owner  bytes  modified (UTC)    layer  path');
    expect(lines.at(-1)).toBe('12 paths');
    expect(stdout).toContain('evil␛[31m');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('diff', () => {
  test('lists what one layer changed', async () => {
    expect(await json('diff', '--layer', '1')).toEqual([
      {
        path: 'etc/motd',
        change: 'modified',
        reasons: ['content', 'mtime'],
        typeBefore: 'file',
        typeAfter: 'file',
        sizeBefore: 5,
        sizeAfter: 5,
      },
      {
        path: 'etc/old',
        change: 'removed',
        reasons: [],
        typeBefore: 'file',
        typeAfter: null,
        sizeBefore: 3,
        sizeAfter: null,
      },
      {
        path: 'evil\u001b[31m',
        change: 'added',
        reasons: [],
        typeBefore: null,
        typeAfter: 'file',
        sizeBefore: null,
        sizeAfter: 0,
      },
    ]);
  });

  test('takes the last layer, and any two points, also backwards', async () => {
    const last = [
      { path: 'etc', change: 'modified', reasons: ['mode'] },
      { path: 'etc/motd', change: 'removed' },
      { path: 'etc/new', change: 'added', sizeBefore: null, sizeAfter: 8 },
    ];
    expect(await json('diff')).toMatchObject(last);
    expect(await json('diff', '--from', '1', '--to', '2')).toMatchObject(last);
    expect(await json('diff', '--from', '2', '--to', '1')).toMatchObject([
      { path: 'etc', change: 'modified' },
      { path: 'etc/motd', change: 'added' },
      { path: 'etc/new', change: 'removed', sizeBefore: 8, sizeAfter: null },
    ]);
    expect(await json('diff', '--from', '1', '--to', '1')).toEqual([]);
    expect(await json('diff', '--to', '0')).toHaveLength(12);
    expect(await json('diff', '--from', 'empty', '--to', '2')).toHaveLength(12);
  });

  test('for people marks the paths', async () => {
    const { stdout } = await runProgram('diff', '--layer', '1', archive);
    expect(stdout).toBe('~ etc/motd  content mtime\n- etc/old  3 B\n+ evil␛[31m  0 B\n');
    const terminal = await runOnTerminal(['diff', archive]);
    expect(terminal.stdout).toContain('\u001b[32m+ etc/new\u001b[0m');
    expect(terminal.stdout).toContain('1 added, 1 modified, 1 removed');
  });
});

describe('cat', () => {
  test.each([
    [['etc/motd', '--layer', '0'], 'hello'],
    [['/etc/motd', '--layer', '1'], 'howdy'],
    [['etc/new'], 'new file'],
    [['a-tool'], 'tool'],
    [['/bin/tool'], 'tool'],
    [['bin/../bin/tool'], 'tool'],
  ])('%j', async (args, content) => {
    expect(await runProgram('cat', archive, ...args)).toEqual({
      code: 0,
      stdout: content,
      stderr: '',
    });
  });

  test.each([
    [['etc/motd'], 'etc/motd is not there after layer 2'],
    [['etc'], 'etc is no file but a directory'],
    [['dev/null'], 'dev/null is no file but a character'],
    [['etc/new/x'], 'etc/new/x leads through something that is no folder'],
    [
      ['etc/new', '--layer', '7'],
      'there is no layer 7: the image has 3 layers, numbered from 0 to 2',
    ],
  ])('%j is refused', async (args, message) => {
    expect(await runProgram('cat', archive, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `layerscope: ${message}\n`,
    });
  });
});
