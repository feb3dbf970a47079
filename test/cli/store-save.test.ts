import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveFormats } from '../../shared/model/store.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { archiveOf, programOn, runProgram } from './run-program.ts';

const base = compressed(layer(file('base', 'b'.repeat(3000))), 'gzip');
const one = image({ ref: 'app:1', layers: [base, layer(file('one', '1'))] });
const two = image({ ref: 'app:2', layers: [base, layer(file('two', '2'))] });

interface InspectedImage {
  readonly id: string;
  readonly manifestDigest: string | null;
  readonly references: readonly string[];
  readonly layers: readonly { readonly diffId: string; readonly digest: string | null }[];
}

async function imagesIn(archive: string): Promise<readonly InspectedImage[]> {
  const { code, stdout } = await runProgram('inspect', '--json', archive);
  expect(code).toBe(0);
  return JSON.parse(stdout).images;
}

function identityOf({ id, references, layers }: InspectedImage): unknown {
  return { id, references, diffIds: layers.map(({ diffId }) => diffId) };
}

describe('store save', () => {
  test.each(saveFormats)('%s holds the same images', async (format) => {
    const run = programOn(temporaryFolder());
    const original = await archiveOf(await ociMembers([one, two]));
    await run('store', 'load', original);
    const saved = path.join(temporaryFolder(), 'saved');
    const where = ['-o', saved, '--format', format, '--json'];
    const answer = await run('store', 'save', 'app:1', 'app:2', ...where);
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(answer.stdout)).toMatchObject({ path: saved, format });
    expect((await runProgram('verify', saved)).code).toBe(0);
    const [before, after] = [await imagesIn(original), await imagesIn(saved)];
    expect(after.map(identityOf)).toEqual(before.map(identityOf));
    if (format === 'docker-archive') return;
    // Documents that came are kept to the byte.
    expect(after.map(({ manifestDigest }) => manifestDigest)).toEqual(
      before.map(({ manifestDigest }) => manifestDigest),
    );
  });

  test('without a format is a docker archive, and of a docker archive the ID stays', async () => {
    const run = programOn(temporaryFolder());
    const original = await archiveOf(await dockerMembers([one]));
    await run('store', 'load', original);
    const saved = path.join(temporaryFolder(), 'saved.tar');
    expect(await run('store', 'save', 'app:1', '--output', saved)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const inspected = JSON.parse((await runProgram('inspect', '--json', saved)).stdout);
    expect(inspected.kind).toBe('docker-archive');
    expect(inspected.images.map(identityOf)).toEqual((await imagesIn(original)).map(identityOf));
  });

  test('PATH#REF is an image of an archive that was never loaded, PATH# all of it', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    const kept = image({ ref: 'kept:1', layers: [base] });
    await run('store', 'load', await archiveOf(await ociMembers([kept])));
    const original = await archiveOf(await dockerMembers([one, two]));
    const all = path.join(temporaryFolder(), 'all.tar');
    const answer = await run('store', 'save', `${original}#`, 'kept:1', '-o', all);
    expect(answer).toEqual({ code: 0, stdout: '', stderr: '' });
    const saved = (await imagesIn(all)).map(identityOf);
    expect(saved).toHaveLength(3);
    expect(saved).toEqual(expect.arrayContaining((await imagesIn(original)).map(identityOf)));
    const single = path.join(temporaryFolder(), 'single.tar');
    expect(await run('store', 'save', `${original}#app:2`, '-o', single)).toMatchObject({
      code: 0,
    });
    expect((await imagesIn(single)).map(({ references }) => references)).toEqual([['app:2']]);
    const missing = await run('store', 'save', `${original}#app:9`, '-o', single);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no image matches app:9'),
    });
  });

  test('what cannot be done leaves what was there', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await dockerMembers([one])));
    const folder = temporaryFolder();
    const full = path.join(folder, 'full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'mine'), '');
    const save = (...args: readonly string[]): ReturnType<typeof run> =>
      run('store', 'save', ...args);
    expect(await save('app:1', '-o', full, '--format', 'oci-layout')).toMatchObject({
      code: 2,
      stderr: 'layerscope: full: There is something at this place already.\n',
    });
    expect(await save('app:9', '-o', path.join(folder, 'none.tar'))).toMatchObject({
      code: 2,
      stderr: 'layerscope: app:9 is not in the layer store\n',
    });
    expect(await save('app:1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--output is missing\nusage: layerscope store save REF…'),
    });
    expect(await save('app:1', '-o', full, '--format', 'zip')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--format cannot be zip\n'),
    });
    expect(await save('-o', full)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('REF… is missing\n'),
    });
    expect(readdirSync(folder)).toEqual(['full']);
  });
});

describe('store check', () => {
  test('ends with 0 for a whole store', async () => {
    const run = programOn(temporaryFolder());
    await run('store', 'load', await archiveOf(await dockerMembers([one])));
    const checked = await run('store', 'check');
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toMatch(/^4 blobs checked, .*: the store is whole\n$/);
    expect(JSON.parse((await run('store', 'check', '--json')).stdout)).toMatchObject({
      findings: [],
      sound: true,
      checkedBlobs: 4,
    });
  });

  test('finds a damaged layer, moves it aside, and loading brings a good one', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    const archive = await archiveOf(await dockerMembers([one]));
    await run('store', 'load', archive);
    const { layers } = JSON.parse((await run('store', 'inspect', 'app:1', '--json')).stdout);
    const name = String(layers[1].digest).slice('sha256:'.length);
    const blob = path.join(store, 'blobs', 'sha256', name);
    writeFileSync(blob, 'x'.repeat(layers[1].storedBytes));

    const found = await run('store', 'check');
    expect(found.code).toBe(1);
    expect(found.stdout).toContain(`error    blobs/sha256/${name}: `);
    expect(found.stdout).toMatch(/: the store is not whole\n$/);
    expect(existsSync(blob)).toBe(true);

    const mended = await run('store', 'check', '--repair', '--json');
    expect(JSON.parse(mended.stdout).findings[0]).toMatchObject({
      outcome: 'moved-aside',
      quarantine: expect.stringContaining('layerscope/quarantine/'),
      problem: { code: 'blob-digest-mismatch', message: expect.any(String) },
    });
    expect(existsSync(blob)).toBe(false);
    expect((await run('store', 'load', archive)).code).toBe(0);
    expect((await run('store', 'check')).code).toBe(0);
  });

  test('mends an index from its backup', async () => {
    const store = temporaryFolder();
    const run = programOn(store);
    await run('store', 'load', await archiveOf(await dockerMembers([one])));
    writeFileSync(path.join(store, 'index.json'), '{');
    expect((await run('store', 'check')).code).toBe(1);
    const { code, stdout } = await run('store', 'check', '--repair');
    expect(code).toBe(0);
    expect(stdout).toContain(': mended\n');
    expect((await run('store', 'ls')).stdout).toMatch(/^app:1 /);
  });
});
