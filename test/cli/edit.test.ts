import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, packTar, whiteout } from '../fixtures/tar.ts';
import { archiveOf, programOn, runProgram } from './run-program.ts';

const app = image({
  ref: 'app:1',
  layers: [
    layer(directory('etc'), file('etc/motd', 'hello'), file('gone', 'g'.repeat(2000))),
    layer(file('etc/motd', 'howdy'), whiteout('gone')),
    layer(file('top', 't')),
  ],
  history: ['ADD base', 'COPY app', 'RUN top'],
  config: { Env: ['A=1'], Cmd: ['old'] },
});
const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;

interface EditedImage {
  readonly id: string;
  readonly references: readonly string[];
  readonly layers: readonly { readonly diffId: string; readonly command: string | null }[];
}

async function imageIn(archive: string): Promise<EditedImage> {
  const { stdout } = await runProgram('inspect', '--json', archive);
  return JSON.parse(stdout).images[0];
}

async function pathsIn(archive: string): Promise<readonly string[]> {
  const { stdout } = await runProgram('tree', '--json', archive);
  return JSON.parse(stdout).map((entry: { readonly path: string }) => entry.path);
}

function target(): string {
  return path.join(temporaryFolder(), 'new.tar');
}

describe('edit', () => {
  test('drops layers from the top', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const out = target();
    const ran = await runProgram('edit', 'drop', archive, '1', '-o', out, '--name', 'app:less');
    const [before, after] = [await imageIn(archive), await imageIn(out)];
    expect(ran).toMatchObject({ code: 0, stdout: `${after.id}\n` });
    expect(after.layers.map(({ diffId }) => diffId)).toEqual(
      before.layers.slice(0, 2).map(({ diffId }) => diffId),
    );
    expect(after.references).toEqual(['app:less']);
    expect((await runProgram('verify', out)).code).toBe(0);
    const tooMany = await runProgram('edit', 'drop', archive, '4', '-o', target());
    expect(tooMany.code).toBe(2);
    expect(await runProgram('edit', 'drop', archive, '0', '-o', target())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('0 is no number of layers'),
    });
  });

  test('squashes layers into one that leaves the same files, the same every time', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const [one, two] = [target(), target()];
    for (const out of [one, two]) {
      const how = ['-o', out, '--format', 'oci-archive'];
      expect((await runProgram('edit', 'squash', archive, '0-2', ...how)).code).toBe(0);
    }
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    expect((await imageIn(one)).layers).toHaveLength(1);
    expect(await pathsIn(one)).toEqual(await pathsIn(archive));
    const alone = await runProgram('edit', 'squash', archive, '1', '-o', target());
    expect(alone.stderr).toContain('one layer alone is not squashed');
    const beyond = await runProgram('edit', 'squash', archive, '1-3', '-o', target());
    expect(beyond).toMatchObject({ code: 2, stderr: expect.stringContaining('no layer 3') });
  });

  test('says before what it would do', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const plan = await runProgram('edit', 'squash', archive, '0-2', '--dry-run');
    expect(plan).toMatchObject({ code: 0, stderr: '' });
    expect(plan.stdout).toMatch(/^layers {4}3 -> 1\nunpacked {2}[\d.]+ kB -> [\d.]+ kB\n$/);
    const told = await runProgram('edit', 'drop', archive, '1', '--dry-run', '--json');
    const { saved } = JSON.parse(told.stdout);
    expect(saved).toMatchObject({ layersBefore: 3, layersAfter: 2 });
    expect(saved.unpackedBefore - saved.unpackedAfter).toBe(512 + 512 + 1024);
  });

  test('puts tars and folders on top', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const folder = temporaryFolder();
    const tar = path.join(folder, 'more.tar');
    writeFileSync(tar, await packTar([file('from-tar', 't')]));
    const tree = path.join(folder, 'tree');
    mkdirSync(path.join(tree, 'opt'), { recursive: true });
    writeFileSync(path.join(tree, 'opt', 'from-folder'), 'f');
    const out = target();
    const what = ['edit', 'append', archive, tar, tree, '-m', 'added by hand'];
    expect(await runProgram(...what, '-o', out)).toMatchObject({ code: 0 });
    const { layers } = await imageIn(out);
    expect(layers).toHaveLength(5);
    expect(layers[4]?.command).toContain('added by hand');
    expect(await pathsIn(out)).toEqual(expect.arrayContaining(['from-tar', 'opt/from-folder']));
    const missing = ['edit', 'append', archive, path.join(folder, 'nope'), '-o', target()];
    expect(await runProgram(...missing)).toMatchObject({ code: 2, stdout: '' });
  });

  test('changes the config', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const out = target();
    const changes = ['-c', 'ENV B=2', '-c', 'CMD ["new"]', '-c', 'USER me'];
    expect(await runProgram('edit', 'config', archive, ...changes, '-o', out)).toMatchObject({
      code: 0,
    });
    expect((await imageIn(out)).layers).toHaveLength(3);
    expect(await runProgram('edit', 'config', archive, '-o', out)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--change is missing\n'),
    });
    const wrong = await runProgram('edit', 'config', archive, '-c', 'RUN x', '-o', target());
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('RUN x') });
    if (!hasSkopeo) return;
    const inspected = spawnSync('skopeo', ['inspect', '--config', `docker-archive:${out}`], {
      encoding: 'utf8',
    });
    expect(JSON.parse(inspected.stdout).config).toMatchObject({
      Env: ['A=1', 'B=2'],
      Cmd: ['new'],
      User: 'me',
    });
  });

  test('keeps the new image in the layer store', async () => {
    const run = programOn(temporaryFolder());
    const archive = await archiveOf(await dockerMembers([app]));
    await run('store', 'load', archive);
    const kept = await run('edit', 'drop', 'store:app:1', '1', '--store-as', 'app:less', '--json');
    expect(kept.code).toBe(0);
    expect(JSON.parse(kept.stdout)).toMatchObject({ path: null, kind: 'done', name: 'app:less' });
    const { stdout } = await run('store', 'inspect', 'app:less', '--json');
    expect(JSON.parse(stdout).layers).toHaveLength(2);
    expect((await run('store', 'check')).code).toBe(0);
    const out = target();
    const twice = ['--store-as', 'app:x', '-o', out];
    const both = await run('edit', 'drop', 'store:app:1', '1', ...twice);
    expect(both.stderr).toContain('--store-as cannot be combined with --output');
    const bad = await run('edit', 'drop', 'store:app:1', '1', '--store-as', 'A B');
    expect(bad.code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});
