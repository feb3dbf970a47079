import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveFormats } from '../../shared/model/store.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { archiveOf, programOn, runProgram, startProgram } from './run-program.ts';

const base = compressed(layer(file('base', randomBytes(9000))), 'gzip');
const one = image({ ref: 'app:1', layers: [base, layer(file('one', '1'))] });
const two = image({ ref: 'app:2', layers: [base, layer(file('two', '2'))] });
const bottom = image({ ref: 'base:1', layers: [base] });
const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;

interface InspectedImage {
  readonly id: string;
  readonly references: readonly string[];
  readonly platform: string;
  readonly layers: readonly { readonly diffId: string; readonly digest: string | null }[];
}

async function imagesIn(archive: string): Promise<readonly InspectedImage[]> {
  const { code, stdout } = await runProgram('inspect', '--json', archive);
  expect(code).toBe(0);
  return JSON.parse(stdout).images;
}

function identityOf({ id, references, layers }: InspectedImage): string {
  return [...references, id, ...layers.map(({ diffId }) => diffId)].join(' ');
}

async function identities(archive: string): Promise<readonly string[]> {
  return (await imagesIn(archive)).map(identityOf).toSorted();
}

describe('export image', () => {
  test.each(saveFormats)('writes all of an archive as %s', async (format) => {
    const archive = await archiveOf(await dockerMembers([one, two]));
    const saved = path.join(temporaryFolder(), 'saved');
    const ran = await runProgram('export', 'image', archive, '-o', saved, '--format', format);
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await identities(saved)).toEqual(await identities(archive));
    expect((await runProgram('verify', saved)).code).toBe(0);
  });

  test('writes one name, packed anew, beside one of the store', async () => {
    const run = programOn(temporaryFolder());
    await run('store', 'load', await archiveOf(await dockerMembers([bottom])));
    const archive = await archiveOf(await dockerMembers([one, two]));
    const saved = path.join(temporaryFolder(), 'saved.tar');
    const what = ['export', 'image', `${archive}#app:2`, 'store:base:1', '-o', saved];
    const how = ['--format', 'oci-archive', '--compression', 'gzip', '--level', '9'];
    expect(await run(...what, ...how)).toMatchObject({ code: 0, stdout: '' });
    const images = await imagesIn(saved);
    expect(images.flatMap(({ references }) => references).toSorted()).toEqual(['app:2', 'base:1']);
    const before = await imagesIn(archive);
    const idsBefore = new Map(before.map(({ references, id }) => [references.join(), id]));
    expect(images.find(({ references }) => references.includes('app:2'))?.id).toBe(
      idsBefore.get('app:2'),
    );
    for (const { layers } of images) {
      for (const { digest, diffId } of layers) expect(digest).not.toBe(diffId);
    }
  });

  test('keeps all platforms of a name, or the one that is named', async () => {
    const arm = image({ platform: 'linux/arm64', layers: [layer(file('arm', 'a'))] });
    const amd = image({ platform: 'linux/amd64', layers: [layer(file('amd', 'a'))] });
    const archive = await archiveOf(await ociMembers([platforms('multi:1', [amd, arm])]));
    const store = programOn(temporaryFolder());
    await store('store', 'load', archive);
    for (const operand of [archive, 'store:multi:1']) {
      const saved = path.join(temporaryFolder(), 'saved.tar');
      const run = (...more: readonly string[]): ReturnType<typeof store> =>
        store('export', 'image', operand, '-o', saved, '--format', 'oci-archive', ...more);
      expect(await run()).toMatchObject({ code: 0 });
      expect((await imagesIn(saved)).map(({ platform }) => platform).toSorted()).toEqual([
        'linux/amd64',
        'linux/arm64',
      ]);
      expect(await run('--platform', 'arm64', '--force')).toMatchObject({ code: 0 });
      const [image, ...others] = await imagesIn(saved).then((images) =>
        images.filter(({ layers }) => layers.length > 0),
      );
      expect(image?.platform).toBe('linux/arm64');
      expect(others).toEqual([]);
    }
  });

  test('goes to standard output, whole', async () => {
    const archive = await archiveOf(await dockerMembers([one]));
    const child = startProgram(['export', 'image', archive, '-o', '-']);
    const pieces: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    const saved = path.join(temporaryFolder(), 'saved.tar');
    writeFileSync(saved, Buffer.concat(pieces));
    expect(await identities(saved)).toEqual(await identities(archive));
  });

  test.skipIf(!hasSkopeo)('is read by skopeo', async () => {
    const archive = await archiveOf(await dockerMembers([one]));
    const saved = path.join(temporaryFolder(), 'saved.tar');
    const how = ['--format', 'oci-archive', '--compression', 'zstd'];
    expect(await runProgram('export', 'image', archive, '-o', saved, ...how)).toMatchObject({
      code: 0,
    });
    const config = execFileSync('skopeo', ['inspect', '--config', `oci-archive:${saved}`], {
      encoding: 'utf8',
    });
    const [image] = await imagesIn(archive);
    expect(JSON.parse(config).rootfs.diff_ids).toEqual(image?.layers.map(({ diffId }) => diffId));
  });
});

describe('export delta and join', () => {
  test.each(saveFormats)('make the whole again as %s', async (format) => {
    const archive = await archiveOf(await ociMembers([one]));
    const baseArchive = await archiveOf(await ociMembers([bottom]), 'base.tar');
    const folder = temporaryFolder();
    const [whole, delta, joined] = ['whole', 'delta', 'joined'].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    const how = ['--format', format];
    const run = runProgram;
    expect(await run('export', 'image', archive, '-o', whole, ...how)).toMatchObject({ code: 0 });
    const against = ['--base', baseArchive];
    expect(await run('export', 'delta', archive, ...against, '-o', delta, ...how)).toMatchObject({
      code: 0,
    });
    expect(await run('export', 'join', delta, ...against, '-o', joined, ...how)).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await identities(joined)).toEqual(await identities(archive));
    if (format !== 'oci-layout') {
      expect(readFileSync(joined).equals(readFileSync(whole))).toBe(true);
      expect(readFileSync(delta).length).toBeLessThan(readFileSync(whole).length);
    }
    const other = await archiveOf(
      await ociMembers([image({ layers: [layer(file('other', 'o'))] })]),
      'other.tar',
    );
    const lost = path.join(folder, 'lost');
    const refused = await run('export', 'join', delta, '--base', other, '-o', lost, ...how);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('The base lacks');
    expect(readdirSync(folder).toSorted()).toEqual(['delta', 'joined', 'whole']);
    expect(await run('export', 'delta', archive, '-o', lost)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--base is missing\n'),
    });
  });
});
