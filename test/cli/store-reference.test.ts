import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { archiveOf, programOn, resultOf, startProgram } from './run-program.ts';
import type { ProgramResult } from './run-program.ts';

const base = layer(directory('etc'), file('etc/motd', 'hello'), file('gone', 'g'));
const upper = compressed(layer(file('etc/motd', 'howdy'), whiteout('gone')), 'gzip');
const app = image({ ref: 'app:1', layers: [base, upper] });
const many = platforms('many:1', [
  image({ layers: [base] }),
  image({ platform: 'linux/arm64', layers: [layer(file('arm', 'a'))] }),
]);

describe('where a path may stand, store:REF may too', () => {
  test('and says the same as the archive', async () => {
    const run = programOn(temporaryFolder());
    const archive = await archiveOf(await ociMembers([app]));
    await run('store', 'load', archive);
    const both = (...args: readonly string[]): Promise<readonly ProgramResult[]> =>
      Promise.all([archive, 'store:app:1'].map((source) => run(...args.with(1, source))));
    for (const args of [
      ['tree', '', '--json'],
      ['tree', '', '--layer', '0'],
      ['diff', '', '--json'],
      ['diff', '', '--from', '0'],
      ['cat', '', '/etc/motd'],
      ['cat', '', '/etc/motd', '--layer', '0'],
    ]) {
      const [fromArchive, fromStore] = await both(...args);
      expect(fromStore).toEqual(fromArchive);
      expect(fromStore).toMatchObject({ code: 0, stderr: '' });
      expect(fromStore?.stdout).not.toBe('');
    }
    const [fromArchive, fromStore] = await both('inspect', '', '--json');
    const [one, other] = [fromArchive, fromStore].map((each) => JSON.parse(each?.stdout ?? ''));
    expect(other.images[0]).toEqual({ ...one.images[0], key: other.images[0].key });
    const [, verified] = await both('verify', '', '--json');
    const { checks, sound } = JSON.parse(verified?.stdout ?? '');
    expect(sound).toBe(true);
    expect(checks.length).toBeGreaterThanOrEqual(4);
  });

  test('and it is about that image alone', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await ociMembers([app, many])));
    const { images } = JSON.parse((await run('inspect', 'store:many', '--json')).stdout);
    expect(images.map(({ platform }: { platform: string }) => platform)).toEqual([
      'linux/amd64',
      'linux/arm64',
    ]);
    const arm = await run('tree', 'store:many:1', '--platform', 'arm64');
    expect(arm.stdout).toMatch(/ arm\n$/);
    // What is wrong with another image is not said.
    const { layers } = JSON.parse((await run('store', 'inspect', 'app:1', '--json')).stdout);
    const damaged = String(layers[1].digest).slice('sha256:'.length);
    writeFileSync(path.join(store, 'blobs', 'sha256', damaged), 'x'.repeat(layers[1].storedBytes));
    expect((await run('verify', 'store:many:1')).code).toBe(0);
    expect((await run('verify', 'store:app:1')).code).toBe(1);
    expect((await run('verify', 'store:')).code).toBe(1);
    expect(JSON.parse((await run('inspect', 'store:', '--json')).stdout).images).toHaveLength(3);
  });

  test('by ID, from a store that an option names', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await dockerMembers([app])));
    const id = (await run('store', 'ls', '-q')).stdout.trim();
    for (const reference of [id, id.slice(7, 17)]) {
      const child = startProgram(['cat', `store:${reference}`, 'etc/motd', '--store', store]);
      expect(await resultOf(child)).toEqual({ code: 0, stdout: 'howdy', stderr: '' });
    }
  });

  test('and is said to be missing where it is', async () => {
    const run = programOn(temporaryFolder());
    expect(await run('tree', 'store:app:1')).toMatchObject({
      code: 2,
      stderr: 'layerscope: there is nothing in the layer store\n',
    });
    await run('store', 'load', await archiveOf(await dockerMembers([app])));
    expect(await run('tree', 'store:other')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'layerscope: other is not in the layer store\n',
    });
  });
});
