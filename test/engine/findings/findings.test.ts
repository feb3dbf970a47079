import path from 'node:path';
import { gzipSync } from 'node:zlib';
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

  test.each(['none', 'gzip'] as const)(
    'large files to their end, compression %s',
    async (compression) => {
      const rows = (bytes: number): Buffer => Buffer.alloc(bytes, 'x\n');
      const first = 1024 * 1024;
      // Over every border between what is held at one time and at the next.
      const borders = [first - 64 * 1024, first, 2 * first - 129 * 1024, 2 * first];
      const items = borders.map((border) =>
        file(`b${border}`, Buffer.concat([rows(border - 900), Buffer.from(key), rows(first)])),
      );
      const far = Buffer.concat([rows(2 * first), Buffer.from(key)]);
      const image = await packedImage([[...items, file('far', far)]], compression);
      const { findings, secrets } = await found(image);
      expect(linesOf(findings)).toEqual([
        ...borders.map(
          (border) => `high private-key 0 visible - b${border}:${(border - 900) / 2 + 1}`,
        ),
        `high private-key 0 visible - far:${first + 1}`,
      ]);
      const shown = await revealSecret(image, secrets, 1, new InlineRunner(), undefined);
      expect(shown.startsWith(key.slice(0, 300))).toBe(true);
    },
  );

  test('text in UTF-16, with its lines', async () => {
    const value = made('base62', 20);
    const text = `\ufeffa=b\r\nünder=größe\r\n  DB_PASSWORD=${value}\r\nc=d\r\n`;
    const little = Buffer.from(text, 'utf16le');
    const image = await packedImage([
      [file('little.ini', little), file('big.ini', Buffer.from(little).swap16())],
    ]);
    const { findings, secrets } = await found(image);
    expect(linesOf(findings)).toEqual([
      'medium generic-secret 0 visible - little.ini:3',
      'medium generic-secret 0 visible - big.ini:3',
    ]);
    for (const at of [0, 1]) {
      const shown = await revealSecret(image, secrets, at, new InlineRunner(), undefined);
      expect(shown).toBe(`  DB_PASSWORD=${value}`);
    }
  });

  test.each(['none', 'gzip'] as const)(
    'small packed files, compression %s of the layer',
    async (compression) => {
      const value = made('base62', 20);
      const content = `x=y\nDB_PASSWORD=${value}\n`;
      const packed = gzipSync(content);
      const image = await packedImage(
        [[file('srv/a.env.gz', packed), file('usr/share/doc/a.env.gz', packed)]],
        compression,
      );
      const { findings, secrets } = await found(image);
      expect(linesOf(findings)).toEqual(['medium generic-secret 0 visible - srv/a.env.gz:-']);
      const shown = await revealSecret(image, secrets, 0, new InlineRunner(), undefined);
      expect(shown).toBe(`DB_PASSWORD=${value}`);
    },
  );

  test('packed files that are bombs, cut off, damaged or none', async () => {
    const secret = Buffer.from(`DB_PASSWORD=${made('base62', 20)}\n`);
    const bomb = gzipSync(Buffer.concat([secret, Buffer.alloc(64 * 1024 * 1024)]));
    const packed = gzipSync(Buffer.concat([secret, Buffer.alloc(100_000, 'row\n')]));
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 20, 60);
    const items = [
      file('bomb.env.gz', bomb),
      file('cut.env.gz', packed.subarray(0, packed.length - 30)),
      file('damaged.env.gz', damaged),
      file('none.env.gz', secret),
      file('.gz', packed),
    ];
    const { findings } = await found(await packedImage([items]));
    expect(linesOf(findings)).toEqual(['medium generic-secret 0 visible - cut.env.gz:-']);
    expect(findings.scannedFiles).toBe(5);
  });

  test('keys that are locked, open, and of which nobody knows', async () => {
    const locked = pem('RSA PRIVATE KEY', 1600, 3).replace(
      '-----\n',
      '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n',
    );
    const ssh = (cipher: string, seed: number): string => {
      const name = `\0\0\0${String.fromCharCode(cipher.length)}${cipher}`;
      const head = Buffer.from(`openssh-key-v1\0${name}${name}\0`, 'latin1').toString('base64');
      const text = pem('OPENSSH PRIVATE KEY', 300, seed);
      return text.replace('-----\n', `-----\n${head.replaceAll('=', 'A')}`);
    };
    const items = [
      file('open.pem', key),
      file('locked.pem', locked),
      file('pkcs8.pem', pem('ENCRYPTED PRIVATE KEY', 1600, 4)),
      file('id_open', ssh('none', 5)),
      file('id_locked', ssh('aes256-ctr', 6)),
      file('pgp.asc', pem('PGP PRIVATE KEY BLOCK', 1600, 7)),
      file('.env', `DB_PASSWORD=${made('base62', 20)}\n`),
    ];
    const { findings } = await found(await packedImage([items]));
    const told = findings.secrets.map(({ place, locked: isLocked, confidence }) => [
      place.kind === 'file' ? place.path : '',
      isLocked,
      confidence,
    ]);
    expect(told.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['.env', undefined, 'medium'],
      ['id_locked', true, 'medium'],
      ['id_open', false, 'high'],
      ['locked.pem', true, 'medium'],
      ['open.pem', false, 'high'],
      ['pgp.asc', undefined, 'high'],
      ['pkcs8.pem', true, 'medium'],
    ]);
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
