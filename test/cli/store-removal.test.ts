import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { archiveOf, programOn, runOnTerminal, withoutColour } from './run-program.ts';

const base = layer(file('base', 'b'.repeat(3000)));
const one = image({ ref: 'app:1', layers: [base, layer(file('one', '1'))] });
const two = image({ ref: ['app:2', 'app:latest'], layers: [base, layer(file('two', '2'))] });

/** A new store with both images. */
async function filledStore(): Promise<string> {
  const store = temporaryFolder();
  await programOn(store)('store', 'load', await archiveOf(await dockerMembers([one, two])));
  return store;
}

function blobsOf(store: string): readonly string[] {
  return readdirSync(path.join(store, 'blobs', 'sha256')).toSorted();
}

/** A store with one image without a name and nothing else to prune. */
async function danglingStore(): Promise<string> {
  const store = await filledStore();
  await programOn(store)('store', 'untag', 'app:1');
  return store;
}

describe('store rm', () => {
  test('says what it frees and what stays, and does just that', async () => {
    const store = await filledStore();
    const run = programOn(store);
    const before = blobsOf(store);
    const dry = await run('store', 'rm', 'app:1', '--dry-run', '--json');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    const plan = JSON.parse(dry.stdout);
    expect(plan).toMatchObject({
      untagged: [],
      removed: [{ references: ['app:1'] }],
      kept: [{ role: 'layer', bytes: 4608, usedBy: ['app:2'] }],
      result: null,
    });
    expect(plan.blobs.map(({ role }: { role: string }) => role).toSorted()).toEqual([
      'config',
      'layer',
      'manifest',
    ]);
    expect(blobsOf(store)).toEqual(before);

    const { code, stdout } = await run('store', 'rm', 'app:1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^remove {2}app:1 {2}sha256:[0-9a-f]{64}\nfree {4}.* in 3 blobs\n/);
    expect(stdout).toMatch(/\nkeep {4}4\.61 kB in 1 blob that others use\n.*app:2\n$/);
    const gone: readonly string[] = plan.blobs.map(({ digest }: { digest: string }) =>
      digest.slice('sha256:'.length),
    );
    expect(blobsOf(store)).toEqual(before.filter((name) => !gone.includes(name)));
  });

  test('takes only the name of an image that has others, and all of it by ID', async () => {
    const store = await filledStore();
    const run = programOn(store);
    expect((await run('store', 'rm', 'app:2')).stdout).toBe(
      'untag   app:2\nfree    0 B in 0 blobs\n',
    );
    const [id = ''] = (await run('store', 'ls', '-q', 'app:latest')).stdout.split('\n');
    const removed = JSON.parse((await run('store', 'rm', id, '--json')).stdout);
    expect(removed.result).toEqual({
      removedBlobs: 3,
      freedBytes: removed.freedBytes,
      stillUsed: 0,
    });
    expect((await run('store', 'ls')).stdout).toMatch(/^app:1 .*\n$/);
  });

  test('does nothing when one of the images is not there', async () => {
    const store = await filledStore();
    const before = blobsOf(store);
    expect(await programOn(store)('store', 'rm', 'app:1', 'app:7', 'nope')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'layerscope: app:7, nope are not in the layer store; nothing was removed\n',
    });
    expect(blobsOf(store)).toEqual(before);
  });
});

describe('store prune', () => {
  test('shows what would go, and asks for --yes where nobody can be asked', async () => {
    const store = await danglingStore();
    const run = programOn(store);
    const before = blobsOf(store);
    const dry = await run('store', 'prune', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toMatch(/^remove {2}\(no name\) {2}sha256:/);
    const refused = await run('store', 'prune');
    expect(refused).toMatchObject({
      code: 2,
      stdout: dry.stdout,
      stderr: 'layerscope: nothing was removed: --yes is missing\n',
    });
    expect(await run('store', 'prune', '--json')).toMatchObject({ code: 2, stdout: '' });
    expect(blobsOf(store)).toEqual(before);

    const { result, freedBytes } = JSON.parse(
      (await run('store', 'prune', '--yes', '--json')).stdout,
    );
    expect(result).toEqual({ removedBlobs: 3, freedBytes, stillUsed: 0 });
    expect(blobsOf(store)).toHaveLength(before.length - 3);
    expect((await run('store', 'prune')).stdout).toBe('nothing to remove\n');
  });

  test.each([
    ['y\n', 3],
    ['YES\n', 3],
    ['n\n', 0],
    ['\n', 0],
    ['', 0],
  ])('asks on a terminal: %j', async (input, removed) => {
    const store = await danglingStore();
    const before = blobsOf(store);
    const { code, stdout, stderr } = await runOnTerminal(
      ['store', 'prune'],
      80,
      {},
      { store, input },
    );
    expect(code).toBe(0);
    expect(stderr).toBe('Remove this? [y/N] ');
    expect(withoutColour(stdout)).toContain('remove  (no name)  sha256:');
    expect(stdout.includes('nothing was removed')).toBe(removed === 0);
    expect(blobsOf(store)).toHaveLength(before.length - removed);
  });

  test('of one kind only', async () => {
    const store = await danglingStore();
    const run = programOn(store);
    expect((await run('store', 'prune', '--only', 'unreferenced', '-y')).stdout).toBe(
      'nothing to remove\n',
    );
    expect((await run('store', 'prune', '--only', 'dangling', '-y')).code).toBe(0);
    expect((await run('store', 'ls', '-f', 'dangling=true')).stdout).toBe('');
    expect((await run('store', 'prune', '--only', 'all')).stderr).toContain(
      '--only cannot be all\nusage: layerscope store prune ',
    );
  });
});
