import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireLock } from '../../electron/engine/store/store-lock.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { withoutMember } from '../fixtures/outer.ts';
import type { Member } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, packTar } from '../fixtures/tar.ts';
import { endlessTar, fileAppears } from './endless-tar.ts';
import { archiveOf, programOn, resultOf, runProgram, startProgram } from './run-program.ts';

const base = layer(directory('etc'), file('etc/os-release', 'NAME=Test\nID=test\n'));
const one = image({ ref: 'app:1', layers: [base, layer(file('one', '1'))] });
const two = image({
  ref: ['app:2', 'app:latest'],
  layers: [base, compressed(layer(file('two', '2'.repeat(5000))), 'gzip')],
});
const sha256 = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);

describe('store load', () => {
  test('keeps images, each blob once, and knows them the next time', async () => {
    const store = path.join(temporaryFolder(), 'new', 'store');
    const run = programOn(store);
    const first = await archiveOf(await dockerMembers([one]));
    const loaded = await run('store', 'load', first);
    expect(loaded).toMatchObject({ code: 0, stderr: '' });
    expect(loaded.stdout).toMatch(/^loaded {3}app:1 {2}sha256:[0-9a-f]{64}\n$/);

    const second = await archiveOf(await dockerMembers([one, two]));
    const { code, stdout } = await run('store', 'load', '--json', second, first);
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      loaded: [
        { path: second, references: ['app:1'], added: false, id: sha256, manifestDigest: sha256 },
        { path: second, references: ['app:2', 'app:latest'], added: true },
        { path: first, references: ['app:1'], added: false },
      ],
      refused: [],
      moved: [],
      // A layer, a config and a manifest; of the first image twice as many as it has.
      writtenBlobs: 3,
      knownBlobs: 8,
    });
    // Three layers, two configs, two manifests.
    expect(readdirSync(path.join(store, 'blobs', 'sha256'))).toHaveLength(7);
  });

  test('takes the images and the platform that are named', async () => {
    const members = await ociMembers([
      platforms('many:1', [
        image({ layers: [base] }),
        image({ platform: 'linux/arm64/v8', layers: [layer(file('arm', 'a'))] }),
      ]),
      one,
      two,
    ]);
    const archive = await archiveOf(members);
    const run = programOn(temporaryFolder());
    const chosen = await run('store', 'load', archive, '--image', 'app:2', '--image', 'app:1');
    expect(chosen).toMatchObject({ code: 0, stderr: '' });
    const arm = await run('store', 'load', archive, '--image', 'many', '--platform', 'arm64');
    expect(arm).toMatchObject({ code: 0, stderr: '' });
    const { images } = JSON.parse((await run('store', 'ls', '--json')).stdout);
    const names = images.map((each: { references: string[]; platform: string }) => [
      each.platform,
      ...each.references,
    ]);
    expect(names).toEqual(
      expect.arrayContaining([
        ['linux/amd64', 'app:1'],
        ['linux/amd64', 'app:2', 'app:latest'],
        ['linux/arm64/v8', 'many:1'],
      ]),
    );
    expect(names).toHaveLength(3);
    const none = await run('store', 'load', archive, '--image', 'nope');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('no image matches nope; there are\n  many:1  linux/amd64');
  });

  test('refuses an image that is not whole, takes the others and ends with 1', async () => {
    const members = await ociMembers([one, two]);
    const broken = await archiveOf(withoutMember(members, compressedMember(members)));
    const run = programOn(temporaryFolder());
    const { code, stdout, stderr } = await run('store', 'load', broken);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.split('\n').map((line) => line.slice(0, 7))).toEqual(['loaded ', 'refused', '']);
  });

  test('several processes at once all succeed', async () => {
    const run = programOn(path.join(temporaryFolder(), 'store'));
    const recipes = [1, 2, 3].map((number) =>
      image({ ref: `app:${number}`, layers: [base, layer(file(`file${number}`, ''))] }),
    );
    const archives = await Promise.all(
      recipes.map(async (recipe) => archiveOf(await dockerMembers([recipe]))),
    );
    const answers = await Promise.all(archives.map((archive) => run('store', 'load', archive)));
    expect(answers.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(['0', '0', '0']);
    const { totals } = JSON.parse((await run('store', 'ls', '--json')).stdout);
    expect(totals).toMatchObject({ images: 3, layers: 4, unreferencedBlobs: 0 });
    expect((await run('store', 'check')).code).toBe(0);
  });

  test('says for whom it waits', async () => {
    const store = temporaryFolder();
    const lock = await acquireLock(store);
    const running = programOn(store)('store', 'load', await archiveOf(await dockerMembers([one])));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    lock.release();
    const { code, stderr } = await running;
    expect(code).toBe(0);
    expect(stderr).toBe(
      `layerscope: waiting for another process (${process.pid}), which is changing the store\n`,
    );
  });

  test('loads nothing when one archive cannot be opened', async () => {
    const store = temporaryFolder();
    const archive = await archiveOf(await dockerMembers([one]));
    expect(await programOn(store)('store', 'load', archive, '/nowhere/image.tar')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'layerscope: image.tar: The file or folder is not there.\n',
    });
    expect(readdirSync(store)).toEqual([]);
  });

  test('says that a root file system is for import, and what a foreign folder is', async () => {
    const folder = temporaryFolder();
    const rootFs = path.join(folder, 'root.tar');
    writeFileSync(rootFs, await packTar([directory('etc'), file('etc/passwd', 'root')]));
    expect(await runProgram('store', 'load', rootFs)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('root.tar is a root file system: `store import`'),
    });
    const archive = await archiveOf(await dockerMembers([one]));
    const foreign = await runProgram('store', 'load', archive, '--store', folder);
    expect(foreign.code).toBe(2);
    expect(foreign.stderr).toContain('This folder holds something else than a layer store.');
    expect(readdirSync(folder)).toEqual(['root.tar']);
  });
});

describe('store import', () => {
  test('makes an image of a tar with names and instructions', async () => {
    const rootFs = path.join(temporaryFolder(), 'root.tar');
    writeFileSync(rootFs, await packTar([directory('etc'), file('etc/passwd', 'root')]));
    const run = programOn(temporaryFolder());
    const args = ['-c', 'CMD ["sh"]', '--change', 'ENV A=b C=d', '-m', 'by hand'];
    const names = ['root:1', 'quay.io/me/root'];
    const platform = ['--platform', 'linux/arm64'];
    const imported = await run('store', 'import', rootFs, ...names, ...args, ...platform);
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await run('store', 'inspect', 'quay.io/me/root:latest', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      references: ['root:1', 'quay.io/me/root:latest'],
      platform: 'linux/arm64',
      config: {
        config: { Cmd: ['sh'], Env: ['A=b', 'C=d'] },
        rootfs: { type: 'layers', diff_ids: [sha256] },
        history: [{ comment: 'by hand' }],
      },
      manifest: { schemaVersion: 2 },
    });
    expect((await run('cat', 'store:root:1', '/etc/passwd')).stdout).toBe('root');
    expect(await run('store', 'import', rootFs, '-c', 'FLY away')).toMatchObject({
      code: 2,
      stderr: 'layerscope: FLY away: This instruction cannot be understood.\n',
    });
    expect(await run('store', 'import', rootFs, 'NOT A NAME')).toMatchObject({ code: 2 });
    expect(await run('store', 'import', rootFs, '--platform', 'a/b/c/d')).toMatchObject({
      code: 2,
    });
  });
});

test('store tag and untag move names', async () => {
  const run = programOn(temporaryFolder());
  await run('store', 'load', await archiveOf(await dockerMembers([one, two])));
  expect(await run('store', 'tag', 'app:1', 'me/other:3')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  const moved = await run('store', 'tag', 'app:1', 'app:2', '--json');
  expect(JSON.parse(moved.stdout).moved).toMatchObject([
    { reference: 'app:2', from: sha256, to: sha256 },
  ]);
  expect((await run('store', 'tag', 'app:latest', 'app:2')).stdout).toMatch(
    /^moved {4}app:2 from [0-9a-f]{12} to [0-9a-f]{12}\n$/,
  );
  expect(await run('store', 'untag', 'app:1')).toMatchObject({ code: 0, stdout: '' });
  expect(await run('store', 'untag', 'app:1')).toMatchObject({
    code: 2,
    stderr: 'layerscope: app:1 is not in the layer store\n',
  });
  expect(await run('store', 'tag', 'me/other:3', 'Not A Name')).toMatchObject({ code: 2 });
  expect((await run('store', 'ls', 'me/*')).stdout).toContain('me/other:3');
});

test.skipIf(process.platform === 'win32')(
  'Ctrl+C ends a load, and the store is as it was',
  async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await dockerMembers([one])));
    const rootFs = await endlessTar();
    const child = startProgram(['store', 'import', rootFs, 'endless:1'], {
      LAYERSCOPE_STORE: store,
    });
    const result = resultOf(child);
    await fileAppears(path.join(store, 'blobs', 'sha256'), /^\./);
    child.kill('SIGINT');
    expect(await result).toEqual({ code: 130, stdout: '', stderr: '' });
    expect((await run('store', 'ls')).stdout).toMatch(/^app:1 [^\n]*\n$/);
    expect((await run('store', 'check')).code).toBe(0);
    expect(readdirSync(path.join(store, 'blobs', 'sha256'))).toHaveLength(4);
  },
);

describe('the group', () => {
  test.each([[['help', 'store']], [['store', '--help']]])('%j lists its commands', async (args) => {
    const { code, stdout } = await runProgram(...args);
    expect(code).toBe(0);
    const names = ['load', 'import', 'ls', 'inspect', 'history', 'tag', 'untag', 'rm', 'prune'];
    for (const name of [...names, 'save', 'check']) {
      expect(stdout).toMatch(new RegExp(`^  store ${name}\\b`, 'm'));
    }
  });

  test.each([
    [['store'], 'store: a command is missing'],
    [['store', 'fly'], 'there is no command store fly'],
    [['load', 'a'], 'there is no command load'],
  ])('%j', async (args, message) => {
    expect(await runProgram(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `layerscope: ${message}\nTry \`layerscope help\`.\n`,
    });
  });

  test('help of one command', async () => {
    const { stdout } = await runProgram('help', 'store', 'save');
    expect(stdout).toMatch(/^usage: layerscope store save REF… \[--output FILE\|DIR\]/);
    expect(stdout).toContain('-o, --output FILE|DIR');
  });
});

/** The only gzip blob among the members. */
function compressedMember(members: readonly Member[]): string {
  const found = members.find(
    (member) => member.kind === 'file' && member.bytes[0] === 0x1f && member.bytes[1] === 0x8b,
  );
  if (found === undefined) throw new Error('there is no gzip blob');
  return found.name;
}
