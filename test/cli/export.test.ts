import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { characterDevice, directory, file, symlink, whiteout } from '../fixtures/tar.ts';
import { archiveOf, programOn, runOnTerminal, runProgram, startProgram } from './run-program.ts';

const base = compressed(
  layer(
    directory('etc'),
    file('etc/motd', 'hello'),
    file('etc/app.conf', 'a'),
    symlink('etc/link', 'motd'),
    file('gone', 'g'.repeat(2000)),
  ),
  'gzip',
);
const upper = layer(file('etc/motd', 'howdy'), whiteout('gone'), file('srv/b.conf', 'b'));
const app = image({ ref: 'app:1', layers: [base, upper] });

interface InspectedLayer {
  readonly digest: string | null;
  readonly diffId: string;
}

async function layersOf(archive: string): Promise<readonly InspectedLayer[]> {
  const { stdout } = await runProgram('inspect', '--json', archive);
  return JSON.parse(stdout).images[0].layers;
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What a command writes to standard output, byte for byte. */
async function bytesOf(...args: readonly string[]): Promise<Buffer> {
  const child = startProgram(args);
  const pieces: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  return Buffer.concat(pieces);
}

/** The names in a tar, by GNU tar or bsdtar. */
function namesIn(tar: string): readonly string[] {
  const listed = execFileSync('tar', ['-tf', tar], { encoding: 'utf8' });
  return listed.split('\n').filter((name) => name !== '');
}

describe('export layer', () => {
  test('writes the tar that the diffID names, and packs it', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const [lower] = await layersOf(archive);
    const folder = temporaryFolder();
    const at = (name: string): string => path.join(folder, name);
    for (const name of ['a.tar', 'a.tar.gz', 'a.tar.zst']) {
      const ran = await runProgram('export', 'layer', archive, '0', '-o', at(name));
      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    }
    const tar = readFileSync(at('a.tar'));
    expect(sha256(tar)).toBe(lower!.diffId);
    expect(gunzipSync(readFileSync(at('a.tar.gz'))).equals(tar)).toBe(true);
    expect(readFileSync(at('a.tar.zst')).subarray(0, 4)).toEqual(
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    );
    expect(namesIn(at('a.tar'))).toContain('etc/motd');
    const packed = ['-o', at('b.tar.gz'), '--level', '9', '--json'];
    const level = await runProgram('export', 'layer', archive, '0', ...packed);
    expect(JSON.parse(level.stdout)).toEqual({
      path: at('b.tar.gz'),
      kind: 'done',
      name: 'b.tar.gz',
      bytes: readFileSync(at('b.tar.gz')).length,
      files: 1,
      losses: [],
    });
    expect(await bytesOf('export', 'layer', archive, '0', '-o', '-')).toEqual(tar);
  });

  test('writes several into a folder, unpacked too', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const folder = temporaryFolder();
    expect(await runProgram('export', 'layer', archive, '0-1', '-o', folder)).toMatchObject({
      code: 0,
    });
    expect(readdirSync(folder).toSorted()).toEqual([
      expect.stringMatching(/^00-sha256-[0-9a-f]{12}\.tar$/),
      expect.stringMatching(/^01-sha256-[0-9a-f]{12}\.tar$/),
    ]);
    const dir = path.join(folder, 'unpacked');
    const unpack = ['export', 'layer', archive, '1', '-o', dir, '--format', 'dir'];
    expect(await runProgram(...unpack)).toMatchObject({ code: 0 });
    expect(readdirSync(dir).toSorted()).toEqual(['etc', 'srv']);
    // A file gets its usual name in a folder that is there.
    const blob = ['export', 'layer', archive, '0', '-o', dir, '--format', 'blob'];
    expect(await runProgram(...blob)).toMatchObject({ code: 0 });
    expect(readdirSync(dir).some((name) => /^00-sha256-\w+\.tar\.gz$/.test(name))).toBe(true);
  });

  test('replaces nothing without being told to', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const folder = temporaryFolder();
    const target = path.join(folder, 'mine.tar');
    writeFileSync(target, 'mine');
    const run = (...more: readonly string[]): ReturnType<typeof runProgram> =>
      runProgram('export', 'layer', archive, '0', '-o', target, ...more);
    expect(await run()).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'layerscope: mine.tar is there already: --force replaces, --on-conflict says what else to do\n',
    });
    const told = await run('--json');
    expect(told.code).toBe(2);
    expect(JSON.parse(told.stdout)).toMatchObject({ kind: 'conflicts', names: ['mine.tar'] });
    expect((await run('--on-conflict', 'keep')).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect((await run('--on-conflict', 'rename')).code).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['mine (2).tar', 'mine.tar']);
    expect((await run('--force')).code).toBe(0);
    expect(readFileSync(target)).toEqual(readFileSync(path.join(folder, 'mine (2).tar')));
  });

  test('says what makes no sense', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const out = path.join(temporaryFolder(), 'out');
    const usual = ['export', 'layer', archive];
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [[...usual, '0'], '--output is missing'],
      [[...usual, '-o', out], 'N… is missing'],
      [[...usual, 'x', '-o', out], 'x is no layer'],
      [[...usual, '1-0', '-o', out], 'the lower layer comes first'],
      [[...usual, '7', '-o', out], 'there is no layer 7'],
      [[...usual, '0', '-o', out, '--format', 'rar'], '--format cannot be rar'],
      [[...usual, '0', '-o', out, '--level', '3'], '--level is for gzip and zstd'],
      [[...usual, '0', '-o', `${out}.tar.gz`, '--level', '10'], '--level goes from 1 to 9'],
      [[...usual, '0', '-o', out, '--on-conflict', 'ask'], '--on-conflict cannot be ask'],
      [[...usual, '0', '-o', '-', '--json'], '--json cannot be printed'],
      [[...usual, '0', '1', '-o', '-'], 'a folder cannot be written to standard output'],
      [[...usual, '0', '-o', '-', '--format', 'dir'], 'a folder cannot be written'],
      [['export', 'layer', `${archive}x`, '0', '-o', out], 'is not there'],
      [['export', 'nothing'], 'there is no command export nothing'],
    ];
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await runProgram(...args);
      expect({ code, stdout, args }).toEqual({ code: 2, stdout: '', args });
      expect(stderr).toContain(message);
    }
    expect(existsSync(out)).toBe(false);
  });

  test('writes nothing to a terminal', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const { code, stdout, stderr } = await runOnTerminal([
      'export',
      'layer',
      archive,
      '0',
      '-o',
      '-',
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('nothing is written to a terminal');
  });
});

describe('export files', () => {
  test('takes paths and globs out, deleted ones from the layer that still holds them', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const folder = path.join(temporaryFolder(), 'out');
    const run = (...args: readonly string[]): ReturnType<typeof runProgram> =>
      runProgram('export', 'files', archive, ...args);
    expect(await run('/etc', 'gone', '-o', folder)).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(path.join(folder, 'etc/motd'), 'utf8')).toBe('howdy');
    expect(readlinkSync(path.join(folder, 'etc/link'))).toBe('motd');
    expect(readFileSync(path.join(folder, 'gone')).length).toBe(2000);
    const globbed = path.join(temporaryFolder(), 'conf.tar');
    expect((await run('*.conf', '-o', globbed)).code).toBe(0);
    expect(namesIn(globbed)).toEqual(['etc/app.conf', 'srv/b.conf']);
    const alone = path.join(temporaryFolder(), 'alone.tar');
    expect((await run('**', '-o', alone, '--layer', '1', '--alone')).code).toBe(0);
    expect(namesIn(alone)).toContain('srv/b.conf');
    expect(namesIn(alone)).not.toContain('etc/app.conf');
    const before = path.join(temporaryFolder(), 'before.tar');
    const after0 = await runProgram('export', 'files', `${archive}@0`, 'etc/motd', '-o', before);
    expect(after0.code).toBe(0);
    expect(execFileSync('tar', ['-xOf', before, 'motd'], { encoding: 'utf8' })).toBe('hello');
    expect(await run('nope*', '-o', folder)).toMatchObject({
      code: 2,
      stderr: 'layerscope: nothing after layer 1 is called nope*\n',
    });
  });

  test('asks before it touches what is there, and tells what is lost', async () => {
    const recipe = image({
      layers: [layer(file('a', 'x'), characterDevice('dev/null', 1, 3))],
    });
    const archive = await archiveOf(await dockerMembers([recipe]));
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'dev'));
    writeFileSync(path.join(folder, 'dev', 'mine'), 'mine');
    const run = (...more: readonly string[]): ReturnType<typeof runProgram> =>
      runProgram('export', 'files', archive, 'a', 'dev', '-o', folder, ...more);
    expect(await run()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('dev is there already'),
    });
    expect(readdirSync(folder)).toEqual(['dev']);
    const kept = await run('--on-conflict', 'rename');
    expect(kept.code).toBe(0);
    expect(kept.stderr).toContain('1 device or pipe is left out.\n  dev/null\n');
    expect(readFileSync(path.join(folder, 'dev', 'mine'), 'utf8')).toBe('mine');
    expect(readFileSync(path.join(folder, 'a'), 'utf8')).toBe('x');
  });
});

describe('a reader that goes away', () => {
  test.each(['layer', 'rootfs', 'image'])('ends export %s without a word', async (what) => {
    const recipe = image({ layers: [layer(file('large', Buffer.alloc(4_000_000, 'x')))] });
    const archive = await archiveOf(await dockerMembers([recipe]));
    const operands = what === 'layer' ? [archive, '0'] : [archive];
    const child = startProgram(['export', what, ...operands, '-o', '-']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(said).toBe('');
  });
});

describe('export rootfs', () => {
  test('is the same tar every time, in a file and in a pipe', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const target = path.join(temporaryFolder(), 'root.tar');
    expect(await runProgram('export', 'rootfs', archive, '-o', target)).toMatchObject({ code: 0 });
    expect(namesIn(target)).toEqual([
      'etc/',
      'etc/app.conf',
      'etc/link',
      'etc/motd',
      'srv/',
      'srv/b.conf',
    ]);
    const piped = await bytesOf('export', 'rootfs', archive, '--output', '-');
    expect(piped.equals(readFileSync(target))).toBe(true);
  });

  test('is taken from the layer store as well', async () => {
    const run = programOn(temporaryFolder());
    const archive = await archiveOf(await dockerMembers([app]));
    await run('store', 'load', archive);
    const target = path.join(temporaryFolder(), 'root.zip');
    expect(await run('export', 'rootfs', 'store:app:1', '-o', target)).toMatchObject({ code: 0 });
    expect(readFileSync(target).subarray(0, 2).toString()).toBe('PK');
    const missing = await run('export', 'rootfs', 'store:nope', '-o', target);
    expect(missing).toMatchObject({
      code: 2,
      stderr: 'layerscope: nope is not in the layer store\n',
    });
  });
});
