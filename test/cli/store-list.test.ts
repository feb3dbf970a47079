import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, emptyStep, image, layer } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file } from '../fixtures/tar.ts';
import { archiveOf, programOn, runOnTerminal, runProgram, withoutColour } from './run-program.ts';

const base = layer(directory('etc'), file('etc/os-release', 'NAME=Test\nID=test\n'));
const one = image({ ref: 'app:1', layers: [base, layer(file('one', '1'))] });
const two = image({
  ref: ['app:2', 'app:latest'],
  layers: [base, compressed(layer(file('two', '2'.repeat(5000))), 'gzip')],
  created: '2024-06-01T00:00:00Z',
  config: { Labels: { team: 'blue' } },
  history: ['ADD base in /', emptyStep('CMD ["sh"]'), 'RUN two'],
});
const sha256 = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);

describe('store ls', () => {
  test('lists the newest first, a line for each name, and filters', async () => {
    const run = programOn(temporaryFolder());
    await run('store', 'load', await archiveOf(await dockerMembers([one, two])));
    await run('store', 'untag', 'app:1');
    const names = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { code, stdout, stderr } = await run('store', 'ls', ...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(/ {2,}/)[0] ?? '');
    };
    expect(await names()).toEqual(['app:2', 'app:latest', '(no name)']);
    expect(await names('app:*')).toEqual(['app:2', 'app:latest']);
    expect(await names('other:*')).toEqual([]);
    expect(await names('--filter', 'dangling=true')).toEqual(['(no name)']);
    expect(await names('-f', 'label=team=blue', '-f', 'reference=app')).toHaveLength(2);
    expect(await names('-f', 'label=team=red')).toEqual([]);
    expect(await names('-f', 'before=app:2')).toEqual(['(no name)']);
    expect(await names('-f', 'since=app:2')).toEqual([]);
    expect(await names('--quiet')).toEqual([sha256, sha256]);
  });

  test('as JSON has sizes, totals and what is wrong', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await dockerMembers([one, two])));
    const { images, totals, problems } = JSON.parse((await run('store', 'ls', '--json')).stdout);
    expect(problems).toEqual([]);
    expect(images[0]).toMatchObject({
      id: sha256,
      manifestDigest: sha256,
      references: ['app:2', 'app:latest'],
      platform: 'linux/amd64',
      created: '2024-06-01T00:00:00Z',
      dangling: false,
      labels: [{ name: 'team', value: 'blue' }],
      layers: 2,
      sharedBytes: 2560,
    });
    expect(images[0].storedBytes).toBe(images[0].sharedBytes + images[0].uniqueBytes);
    expect(totals).toMatchObject({ images: 2, layers: 3, unreferencedBlobs: 0 });
    const blobs = readdirSync(path.join(store, 'blobs', 'sha256')).map((name) =>
      readFileSync(path.join(store, 'blobs', 'sha256', name)),
    );
    expect(totals.storedBytes).toBe(blobs.reduce((sum, { length }) => sum + length, 0));

    writeFileSync(path.join(store, 'index.json'), '{');
    const damaged = await run('store', 'ls', '--json');
    expect(damaged.code).toBe(1);
    expect(JSON.parse(damaged.stdout).problems).toContainEqual(
      expect.objectContaining({ code: 'store-index-damaged' }),
    );
  });

  test('a store that is not there is empty and whole, and that there is none is said aside', async () => {
    const folder = path.join(temporaryFolder(), 'none');
    const stderr = `layerscope: there is no layer store yet in ${folder}\n`;
    const listed = await runProgram('store', 'ls', '--store', folder);
    expect(listed).toEqual({ code: 0, stdout: '', stderr });
    const checked = await runProgram('store', 'check', '--store', folder);
    expect(checked).toEqual({
      code: 0,
      stdout: '0 blobs checked, 0 B: the store is whole\n',
      stderr,
    });
    expect(await runProgram('store', 'ls', '--quiet', '--store', folder)).toMatchObject({
      stderr: '',
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('on a terminal has titles and totals', async () => {
    const store = temporaryFolder();
    await programOn(store)('store', 'load', await archiveOf(await dockerMembers([one])));
    const { stdout } = await runOnTerminal(['store', 'ls'], 100, {}, { store });
    const lines = withoutColour(stdout).split('\n');
    expect(lines[0]).toMatch(/^name {3}ID +platform +created +stored +shared +unpacked$/);
    expect(lines[1]).toMatch(/^app:1 {2}[0-9a-f]{12} {2}linux\/amd64 {2}2024-05-01 /);
    expect(lines[2]).toMatch(/^1 image, 2 layers, /);
  });

  test.each(['colour=red', 'dangling=perhaps', 'reference'])('no filter %s', async (filter) => {
    const { code, stderr } = await runProgram('store', 'ls', '--filter', filter);
    expect(code).toBe(2);
    expect(stderr).toContain(`--filter cannot be ${filter}\nusage: layerscope store ls `);
  });
});

test('store inspect and history tell what the documents say', async () => {
  const run = programOn(temporaryFolder());
  await run('store', 'load', await archiveOf(await dockerMembers([two])));
  const inspected = JSON.parse((await run('store', 'inspect', 'app', '--json')).stdout);
  expect(inspected.layers).toMatchObject([
    { index: 0, diffId: sha256, digest: sha256, storedBytes: 2560, unpackedBytes: 2560 },
    { index: 1, unpackedBytes: 6656, available: true },
  ]);
  expect(inspected.layers[1].storedBytes).toBeLessThan(1000);
  expect(inspected.config.rootfs.diff_ids).toEqual(
    inspected.layers.map(({ diffId }: { diffId: string }) => diffId),
  );
  const { stdout } = await run('store', 'inspect', inspected.id.slice(7, 19));
  expect(stdout).toContain('labels    team=blue');

  const steps = JSON.parse((await run('store', 'history', 'app:2', '--json')).stdout);
  expect(steps).toMatchObject([
    { command: 'RUN two', layer: 1, unpackedBytes: 6656, diffId: inspected.layers[1].diffId },
    { command: 'CMD ["sh"]', layer: null, emptyLayer: true, unpackedBytes: null },
    { command: 'ADD base in /', layer: 0, unpackedBytes: 2560 },
  ]);
  const lines = (await run('store', 'history', 'app:2')).stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.trim().split(/ {2,}/).at(-1))).toEqual([
    'RUN two',
    'CMD ["sh"]',
    'ADD base in /',
  ]);
  expect(await run('store', 'inspect', 'gone')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'layerscope: gone is not in the layer store\n',
  });
});
