import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { revealSecret } from '../../../electron/engine/session/findings.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { builtImages } from '../../fixtures/built-images.ts';
import { CountingRunner } from '../../fixtures/counting-runner.ts';
import { compressed, layer, rawLayer } from '../../fixtures/image.ts';
import { packedImage, packedLayers } from '../../fixtures/packed-image.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { directory, file, hardLink, packTar, symlink, whiteout } from '../../fixtures/tar.ts';
import { found, linesOf } from './found.ts';
import { made, pem } from './made-up.ts';

const key = pem('RSA PRIVATE KEY');
const other = pem('RSA PRIVATE KEY', 1600, 2);

describe('where secrets are', () => {
  test('seen, overwritten and deleted, with the layers that did it', async () => {
    const image = await packedImage([
      [file('seen', key), file('over', key), file('gone', key), file('dir/a', key)],
      [file('over', other), whiteout('gone')],
      [whiteout('dir')],
    ]);
    const { findings } = await found(image);
    expect(linesOf(findings).toSorted()).toEqual([
      'high private-key 0 deleted 1 gone:1',
      'high private-key 0 deleted 2 dir/a:1',
      'high private-key 0 overwritten 1 over:1',
      'high private-key 0 visible - seen:1',
      'high private-key 1 visible - over:1',
    ]);
    expect(findings).toMatchObject({ scannedFiles: 5, skippedFiles: 0 });
  });

  test('the same value at one path counts once: where it is seen, or else in the lowest layer', async () => {
    const image = await packedImage([
      [file('a', key), file('b', key)],
      [file('a', key, { mode: 0o600 }), file('b', key, { uid: 5 })],
      [whiteout('b')],
    ]);
    const { findings } = await found(image);
    expect(linesOf(findings).toSorted()).toEqual([
      'high private-key 0 overwritten 1 b:1',
      'high private-key 1 visible - a:1',
    ]);
  });

  test('a file with several names is at one that is seen', async () => {
    const image = await packedImage([
      [file('a', key), hardLink('b', 'a'), symlink('c', 'a')],
      [whiteout('a')],
    ]);
    expect(linesOf((await found(image)).findings)).toEqual(['high private-key 0 visible - b:1']);
  });

  test('what a layer stores and then stores over is still in it', async () => {
    const image = await packedImage([[file('a', key), file('a', 'harmless')]]);
    expect(linesOf((await found(image)).findings)).toEqual([
      'high private-key 0 overwritten 0 a:1',
    ]);
  });

  test('a repository is told at its folder, settings by their values', async () => {
    const image = await packedImage([
      [
        file('srv/app/.git/HEAD', 'ref: refs/heads/main\n'),
        file('srv/app/.env', `A=b\nDB_PASSWORD=${made('base62', 20)}\n`),
        file('srv/other/.env', 'NODE_ENV=production\n'),
        file('srv/empty/.env', ''),
      ],
    ]);
    expect(linesOf((await found(image)).findings)).toEqual([
      'medium git-folder 0 visible - srv/app/.git:-',
      'medium generic-secret 0 visible - srv/app/.env:2',
      'low env-file 0 visible - srv/other/.env:-',
    ]);
  });
});

describe('reading', () => {
  test.each(['none', 'gzip', 'zstd'] as const)(
    'a layer with compression %s',
    async (compression) => {
      const image = await packedImage([[file('x', 'y'), file('a/key', `\n\n${key}`)]], compression);
      const { findings, secrets } = await found(image);
      expect(linesOf(findings)).toEqual(['high private-key 0 visible - a/key:3']);
      expect(findings.secrets[0]?.masked).not.toContain(key.split('\n')[1]);
      const shown = await revealSecret(image, secrets, 0, new InlineRunner(), undefined);
      expect(shown).toContain(key.split('\n')[1]);
      expect(shown.length).toBeLessThanOrEqual(400);
    },
  );

  test('one file at a time, each to the first MiB', async () => {
    const far = Buffer.concat([Buffer.alloc(2 * 1024 * 1024, 'x\n'), Buffer.from(key)]);
    const near = Buffer.concat([Buffer.from(key), Buffer.alloc(2 * 1024 * 1024, 'x\n')]);
    const image = await packedImage([[file('far', far), file('near', near)]]);
    expect(linesOf((await found(image)).findings)).toEqual(['high private-key 0 visible - near:1']);
  });

  test('a layer is looked through once, whatever images and positions it is in', async () => {
    const image = await packedImage([[file('a', key)], [file('b', other)]]);
    const tasks = new CountingRunner();
    const first = await found(image, tasks);
    expect(tasks.names).toEqual(['secrets.scan', 'secrets.scan']);
    expect(await found(image, tasks)).toBe(first);
    // Another image of the same layers.
    await found({ ...image }, tasks);
    expect(tasks.names).toHaveLength(2);
  });

  test('many files of an uncompressed layer are shared among tasks', async () => {
    const items = Array.from({ length: 9000 }, (_, at) => file(`f${at}`, at === 8999 ? key : 'x'));
    const tasks = new CountingRunner();
    const { findings } = await found(await packedImage([items]), tasks);
    expect(tasks.names).toHaveLength(2);
    expect(linesOf(findings)).toEqual(['high private-key 0 visible - f8999:1']);
    expect(findings.scannedFiles).toBe(9000);
  });

  test('a layer that is cut off tells what stands before the cut', async () => {
    const tar = await packTar([file('a', key), file('b', Buffer.alloc(1024 * 1024, 'x'))]);
    const image = await packedLayers([rawLayer(tar.subarray(0, 8192))]);
    const { findings } = await found(image);
    expect(linesOf(findings)).toEqual(['high private-key 0 visible - a:1']);
    expect(findings.skippedFiles).toBe(1);
  });

  test('given up, it can be asked for again', async () => {
    const image = await packedImage([[file('a', key)]]);
    const aborted = AbortSignal.abort();
    await expect(found(image, new InlineRunner(), aborted)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(linesOf((await found(image)).findings)).toHaveLength(1);
  });

  test('a position where no secret is', async () => {
    const image = await packedImage([[directory('a')]]);
    await expect(revealSecret(image, [], 3, new InlineRunner(), undefined)).rejects.toMatchObject({
      failure: { code: 'entry-unknown' },
    });
  });

  test('bytes that are no text are shown in hex', async () => {
    const store = Uint8Array.of(0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 0, 0, 4, 0);
    const image = await packedLayers([compressed(layer(file('a.kdbx', store)), 'gzip')]);
    const { findings, secrets } = await found(image);
    expect(findings.secrets[0]).toMatchObject({ rule: 'keystore', masked: null });
    expect(await revealSecret(image, secrets, 0, new InlineRunner(), undefined)).toBe(
      '03 d9 a2 9a 67 fb 4b b5 00 00 04 00',
    );
  });
});

const images = builtImages('python-app-1.tar');

test.skipIf(images === null)(
  'the deleted secrets of a real image, with the right layers',
  async () => {
    const image = await readWhole(
      await testSession().open(path.join(images ?? '', 'python-app-1.tar'), unwatchedJob()),
    );
    const { findings } = await found(image);
    expect(linesOf(findings)).toEqual([
      'medium generic-secret 6 deleted 8 srv/app/.secrets/.env:2',
      'low private-key 6 deleted 8 srv/app/.secrets/id_example:1',
    ]);
    expect(findings.permissions).toContainEqual(
      expect.objectContaining({
        rule: 'capability',
        path: 'usr/local/bin/app-python',
        detail: 'cap_net_bind_service=ep',
      }),
    );
  },
);
