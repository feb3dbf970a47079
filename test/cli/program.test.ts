import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { endlessTar, fileAppears } from './endless-tar.ts';
import { archiveOf, resultOf, runOnTerminal, runProgram, startProgram } from './run-program.ts';

const { version } = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
);

const many = layer(
  ...Array.from({ length: 4000 }, (_, at) => file(`folder/a-rather-long-name-of-a-file-${at}`, '')),
);

describe('help and version', () => {
  test.each([[['help']], [['--help']], [['-h']]])('%j lists the commands', async (args) => {
    const { code, stdout, stderr } = await runProgram(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['inspect', 'tree', 'diff', 'cat', 'verify', 'help', 'version']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('a command is told about in two ways', async () => {
    const { stdout } = await runProgram('help', 'diff');
    expect(stdout).toMatch(/^usage: layerscope diff PATH /);
    expect((await runProgram('diff', '--help')).stdout).toBe(stdout);
  });

  test.each([['version'], ['--version'], ['-V']])('%s', async (argument) => {
    expect(await runProgram(argument)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('what cannot be done ends with 2 and one line', () => {
  const usage = 'Try `layerscope help`.';
  test.each([
    [[], `a command is missing\n${usage}`],
    [['explode'], `there is no command explode\n${usage}`],
    [['help', 'explode'], 'there is no command explode\nusage: layerscope help [COMMAND…]'],
    [['verify'], 'PATH is missing\nusage: layerscope verify PATH [--store DIR] [--json]'],
    [
      ['verify', 'a', 'b'],
      'b is one argument too many\nusage: layerscope verify PATH [--store DIR] [--json]',
    ],
    [
      ['verify', 'a', '--layer', '1'],
      "unknown option '--layer'\nusage: layerscope verify PATH [--store DIR] [--json]",
    ],
    [['verify', '/nowhere/image.tar'], 'image.tar: The file or folder is not there.'],
    [['verify', '/dev/null'], 'null: The file or folder cannot be read.'],
  ])('%j', async (args, message) => {
    expect(await runProgram(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `layerscope: ${message}\n`,
    });
  });

  test('an empty file, and what is no archive', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'empty.tar'), '');
    writeFileSync(path.join(folder, 'text.tar'), 'plain text '.repeat(100));
    mkdirSync(path.join(folder, 'folder'));
    const answers = await Promise.all(
      ['empty.tar', 'text.tar', 'folder'].map((name) =>
        runProgram('tree', path.join(folder, name)),
      ),
    );
    expect(answers.map(({ code, stdout }) => `${code}${stdout}`)).toEqual(['2', '2', '2']);
    expect(answers.map(({ stderr }) => stderr)).toEqual([
      'layerscope: empty.tar: The file is empty.\n',
      'layerscope: text.tar: This is not a container image.\n',
      'layerscope: folder: This is not a container image.\n',
    ]);
  });

  test('a usage fault on a terminal is red', async () => {
    const { code, stderr } = await runOnTerminal(['explode']);
    expect(code).toBe(2);
    expect(stderr).toContain('\u001b[31mlayerscope:\u001b[0m there is no command explode\n');
  });
});

describe('as part of a pipe', () => {
  test('it ends quietly when its reader has seen enough', async () => {
    const child = startProgram([
      'tree',
      await archiveOf(await dockerMembers([image({ layers: [many] })])),
    ]);
    const result = resultOf(child);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await result).toMatchObject({ code: 0, stderr: '' });
  });

  test('it writes all of a long output', async () => {
    const archive = await archiveOf(await dockerMembers([image({ layers: [many] })]));
    const { code, stdout } = await runProgram('tree', '--json', archive);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(4001);
  });
});

test('an archive that is compressed as a whole leaves no copy behind', async () => {
  const folder = temporaryFolder();
  const archive = path.join(folder, 'image.tar.gz');
  const recipe = image({ ref: 'app:1', layers: [layer(file('a', 'content'))] });
  writeFileSync(archive, gzipSync(await packMembers(await dockerMembers([recipe]))));
  const cache = path.join(folder, 'cache');
  const child = startProgram(['cat', archive, 'a'], { LAYERSCOPE_CACHE_FOLDER: cache });
  expect(await resultOf(child)).toEqual({ code: 0, stdout: 'content', stderr: '' });
  expect(readdirSync(path.join(cache, 'spool'))).toEqual([]);
});

test('it works without a place for a cache', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'file'), '');
  const archive = await archiveOf(
    await dockerMembers([image({ layers: [layer(file('a', 'content'))] })]),
  );
  const child = startProgram(['cat', archive, 'a'], {
    LAYERSCOPE_CACHE_FOLDER: path.join(folder, 'file', 'cache'),
  });
  expect(await resultOf(child)).toEqual({ code: 0, stdout: 'content', stderr: '' });
});

test.skipIf(process.platform === 'win32').each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends long work and cleans up', async (signal, code) => {
  const cache = temporaryFolder();
  const child = startProgram(['verify', await endlessTar()], { LAYERSCOPE_CACHE_FOLDER: cache });
  const result = resultOf(child);
  await fileAppears(path.join(cache, 'spool'));
  child.kill(signal);
  expect(await result).toEqual({ code, stdout: '', stderr: '' });
  expect(readdirSync(path.join(cache, 'spool'))).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'a second signal does not wait, and nothing half written stays',
  async () => {
    const folder = temporaryFolder();
    // What the zeros pack into is small enough for any disk.
    const target = ['--output', path.join(folder, 'out.tar.gz')];
    const child = startProgram(['export', 'rootfs', await endlessTar(), ...target]);
    const result = resultOf(child);
    await fileAppears(folder, /\.part$/);
    child.kill('SIGTERM');
    // Another one: two of the same kind may count as one.
    child.kill('SIGINT');
    expect([130, 143]).toContain((await result).code);
    expect(readdirSync(folder)).toEqual([]);
  },
);
