import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { attributeDump, refusedPaths } from '../../../electron/engine/unpack/attribute-dump.ts';
import { hasSetfattr, runSetfattr } from '../../../electron/engine/unpack/setfattr.ts';
import { unpackListing } from '../../../electron/engine/unpack/unpack-listing.ts';
import type {
  UnpackOptions,
  UnpackOutcome,
} from '../../../electron/engine/unpack/unpack-request.ts';
import { asPlainUser, canBePlainUser, plainUser } from '../../fixtures/plain-user.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { entry, pax, tar } from '../../fixtures/tar-builder.ts';
import type { RawHeader } from '../../fixtures/tar-builder.ts';
import { listed, newFolder, stackOf } from '../../fixtures/tree-export.ts';

const hasProgram = hasSetfattr() && takesAttributes();
if (!hasProgram) console.warn('Extended attributes are not tried: there is no setfattr here.');

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a dump has the form that getfattr writes', () => {
  const path = Buffer.from('usr/a b\n\\#=ü\xff', 'latin1');
  const xattrs = [
    { name: 'security.capability', value: Uint8Array.of(1, 0, 255) },
    { name: 'user.a=b\n', value: new Uint8Array() },
  ];
  expect(attributeDump(path, xattrs)).toBe(
    '# file: usr/a\\040b\\012\\134\\043\\075\\374\\377\nsecurity.capability=0sAQD/\nuser.a\\075b\\012=""\n\n',
  );
});

test('what Linux cannot hold is in no dump', () => {
  const path = Buffer.from('a');
  const value = Uint8Array.of(1);
  expect(attributeDump(path, [{ name: `user.${'n'.repeat(251)}`, value }])).toBeNull();
  expect(attributeDump(path, [{ name: 'user.a\0b', value }])).toBeNull();
  expect(attributeDump(path, [{ name: '', value }])).toBeNull();
  expect(attributeDump(path, [{ name: 'user.a', value: new Uint8Array(65_537) }])).toBeNull();
  expect(attributeDump(path, [{ name: 'user.a', value: new Uint8Array(65_536) }])).not.toBeNull();
});

test('messages name the paths that were refused', () => {
  const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
  const said = 'setfattr: a: b: Operation not supported\nsetfattr: n\\012\\134\xff: No space\n';
  expect(refusedPaths(Buffer.from(said, 'latin1'))).toEqual(
    new Set([hex('a: b'), hex('n\n\\\xff')]),
  );
  expect(refusedPaths(Buffer.from('setfattr: a: No\nSegmentation fault\n'))).toBeNull();
  expect(refusedPaths(Buffer.from('bash: setfattr: No\n'))).toBeNull();
});

const note = (text = 'kept'): Uint8Array => pax([['SCHILY.xattr.user.note', text]]);
const noted = (options: Partial<RawHeader>, text?: string): Uint8Array =>
  Buffer.concat([note(text), entry(options, options.type === undefined ? 'x' : '')]);

async function unpack(
  folder: string,
  layer: Uint8Array,
  options: UnpackOptions = {},
): Promise<UnpackOutcome> {
  const { tree, layers } = stackOf(layer);
  return unpackListing(
    { listing: listed(tree), layers, folder, rule: 'ask', special: true },
    options,
  );
}

function lost(outcome: UnpackOutcome): readonly string[] {
  if (outcome.kind !== 'done') throw new Error('names are taken');
  return outcome.losses
    .filter(({ kind }) => kind === 'xattr')
    .flatMap(({ paths }) => paths.map((each) => each.path))
    .toSorted();
}

describe.skipIf(process.platform === 'win32')('without the program', () => {
  test('all attributes are lost, and said to be', async () => {
    vi.stubEnv('PATH', temporaryFolder());
    expect(hasSetfattr()).toBe(false);
    const layer = tar(
      noted({ name: 'd/', type: '5' }),
      noted({ name: 'd/f' }),
      entry({ name: 'g' }),
    );
    expect(lost(await unpack(newFolder(), layer))).toEqual(['d', 'd/f']);
  });

  test('one of the same name that does something else is not trusted', async () => {
    const folder = temporaryFolder();
    const program = path.join(folder, 'setfattr');
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    writeFileSync(program, '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho unknown >&2\nexit 1\n');
    chmodSync(program, 0o755);
    expect(lost(await unpack(newFolder(), tar(noted({ name: 'f' }))))).toEqual(['f']);
  });

  test.skipIf(process.platform !== 'linux')('one that hangs is ended by cancelling', async () => {
    const folder = temporaryFolder();
    const program = path.join(folder, 'setfattr');
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    writeFileSync(program, '#!/bin/sh\n[ "$1" = --version ] && exit 0\nexec sleep 100\n');
    chmodSync(program, 0o755);
    const begun = Date.now();
    const target = newFolder();
    const isCancelled = (): boolean => Date.now() - begun > 1000;
    await expect(unpack(target, tar(noted({ name: 'f' })), { isCancelled })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(() => lstatSync(target)).toThrow('ENOENT');
  });
});

describe.skipIf(!hasProgram)('with the program', () => {
  test('files and folders keep their attributes, modes and times', async () => {
    const folder = newFolder();
    const outcome = await unpack(
      folder,
      tar(
        noted({ name: 'top/', type: '5', mode: 0o555, modified: 1_000_000_000 }),
        noted({ name: 'top/in/', type: '5', mode: 0o500 }, 'in'),
        noted({ name: 'top/in/f', mode: 0o444, modified: 1_000_000_001 }, 'two\nlines'),
        entry({ name: 'top/z', type: '1', link: 'top/in/f' }),
      ),
    );
    expect(lost(outcome)).toEqual([]);
    expect(valueOf(folder, 'top')).toBe('kept');
    expect(valueOf(folder, 'top/in')).toBe('in');
    expect(valueOf(folder, 'top/in/f')).toBe('two\nlines');
    expect(valueOf(folder, 'top/z')).toBe('two\nlines');
    expect(statSync(path.join(folder, 'top')).mode & 0o7777).toBe(0o555);
    expect(statSync(path.join(folder, 'top/in/f')).mode & 0o7777).toBe(0o444);
    expect(statSync(path.join(folder, 'top')).mtimeMs).toBe(1e12);
    expect(statSync(path.join(folder, 'top/in/f')).mtimeMs).toBe(1e12 + 1000);
  });

  test('links are not followed, and hostile names are names', async () => {
    const folder = newFolder();
    const names = [
      '-n',
      '--help',
      '# file: f',
      'a\nuser.note=0sAA==',
      'b\\012',
      'c: d',
      '\r',
      '"',
      '*',
    ];
    const outcome = await unpack(
      folder,
      tar(
        entry({ name: 'f' }, 'x'),
        noted({ name: 'link', type: '2', link: 'f' }),
        ...names.map((name) => noted({ name }, name)),
        noted({ name: Uint8Array.of(0xff, 0x5c, 0x0a) }),
      ),
    );
    expect(lost(outcome)).toEqual(['link']);
    expect(valueOf(folder, 'f')).toBe('');
    for (const name of names) expect([name, valueOf(folder, name)]).toEqual([name, name]);
  });

  test('what is refused is named alone', async () => {
    const bad = pax([['SCHILY.xattr.nonsense', 'x']]);
    const names = ['a', 'b\n\\', 'c: d', 'e'];
    const parts = names.map((name) => Buffer.concat([bad, entry({ name }, 'x')]));
    const outcome = await unpack(newFolder(), tar(noted({ name: 'good' }), ...parts));
    expect(lost(outcome)).toEqual(names);
  });

  test('more than one run takes are all set', async () => {
    const folder = newFolder();
    const parts = Array.from({ length: 5000 }, (_, place) => noted({ name: `d/${place}` }));
    expect(lost(await unpack(folder, tar(...parts)))).toEqual([]);
    for (const place of [0, 4095, 4096, 4999]) expect(valueOf(folder, `d/${place}`)).toBe('kept');
  });

  test('any name and value comes back as it was', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'f'), '');
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((text) => !text.includes('\0'));
    const value = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(name, value, async (text, bytes) => {
        const attribute = `user.${Buffer.from(text).toString()}`;
        const dump = attributeDump(Buffer.from('f'), [{ name: attribute, value: bytes }]);
        expect(await runSetfattr(dump ?? '', folder, () => false)).toEqual(Buffer.alloc(0));
        expect(valueOf(folder, 'f', attribute, 'latin1')).toBe(
          Buffer.from(bytes).toString('latin1'),
        );
        spawnSync('setfattr', ['-x', attribute, '--', 'f'], { cwd: folder });
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(!canBePlainUser)('root keeps capabilities and access lists', async () => {
    const folder = newFolder();
    const capability = Uint8Array.of(1, 0, 0, 2, 0, 4, ...new Uint8Array(14));
    const list = accessList(0o7, 0o5, 0o5);
    const outcome = await unpack(
      folder,
      tar(
        pax([['SCHILY.xattr.security.capability', capability]]),
        entry({ name: 'ping', mode: 0o755, uid: 7 }, 'x'),
        pax([['SCHILY.xattr.system.posix_acl_default', list]]),
        entry({ name: 'd/', type: '5', mode: 0o750 }),
      ),
    );
    expect(lost(outcome)).toEqual([]);
    const bytes = (of: Uint8Array): string => Buffer.from(of).toString('latin1');
    expect(valueOf(folder, 'ping', 'security.capability', 'latin1')).toBe(bytes(capability));
    expect(valueOf(folder, 'd', 'system.posix_acl_default', 'latin1')).toBe(bytes(list));
    expect(statSync(path.join(folder, 'd')).mode & 0o7777).toBe(0o750);
  });

  test.skipIf(!canBePlainUser)(
    'a plain user keeps what users may set, also where an access list locks folders',
    async () => {
      const above = temporaryFolder();
      chmodSync(above, 0o777);
      const folder = path.join(above, 'out');
      const own = { uid: plainUser, gid: plainUser };
      const locked = pax([
        ['SCHILY.xattr.user.note', 'kept'],
        ['SCHILY.xattr.system.posix_acl_access', accessList(0, 0, 0)],
      ]);
      const layer = tar(
        locked,
        entry({ name: 'top/', type: '5', mode: 0o700, ...own }),
        locked,
        entry({ name: 'top/d/', type: '5', mode: 0o700, ...own }),
        noted({ name: 'top/d/f', mode: 0o400, ...own }),
        pax([['SCHILY.xattr.security.capability', 'x']]),
        entry({ name: 'top/d/p', ...own }, 'x'),
      );
      const outcome = await asPlainUser(() => unpack(folder, layer));
      expect(lost(outcome)).toEqual(['top/d/p']);
      for (const name of ['top', 'top/d', 'top/d/f']) expect(valueOf(folder, name)).toBe('kept');
      expect(statSync(path.join(folder, 'top/d/f')).mode & 0o7777).toBe(0o400);
      expect(statSync(path.join(folder, 'top')).mode & 0o7777).toBe(0o700);
    },
  );
});

test.skipIf(!hasProgram)('a link at the end of a path is not followed by the program', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'in'));
  writeFileSync(path.join(folder, 'outside'), '');
  symlinkSync('../outside', path.join(folder, 'in', 'link'));
  const value = Buffer.from('evil');
  const dump = attributeDump(Buffer.from('link'), [{ name: 'user.note', value }]);
  const messages = await runSetfattr(dump ?? '', path.join(folder, 'in'), () => false);
  expect(refusedPaths(messages ?? Buffer.alloc(0))?.size).toBe(1);
  expect(valueOf(folder, 'outside')).toBe('');
});

/** The value of an attribute by the system's own program; empty where there is none. */
function valueOf(
  folder: string,
  name: string,
  attribute = 'user.note',
  encoding: 'utf8' | 'latin1' = 'utf8',
): string {
  const args = ['-h', '--only-values', '--absolute-names', '-n', attribute, '--', name];
  return spawnSync('getfattr', args, { cwd: folder }).stdout.toString(encoding);
}

/** A POSIX access list in the form of the extended attribute (Linux, posix_acl_xattr.h) for owner, group and others. */
function accessList(user: number, group: number, other: number): Uint8Array {
  const list = Buffer.alloc(4 + 3 * 8);
  list.writeUInt32LE(2, 0);
  for (const [place, [tag, rights]] of [
    [0x01, user],
    [0x04, group],
    [0x20, other],
  ].entries()) {
    list.writeUInt16LE(tag ?? 0, 4 + place * 8);
    list.writeUInt16LE(rights ?? 0, 6 + place * 8);
    list.writeUInt32LE(0xffff_ffff, 8 + place * 8);
  }
  return list;
}

/** Not every file system of every folder for temporary files does. */
function takesAttributes(): boolean {
  const folder = spawnSync('mktemp', ['-d'], { encoding: 'utf8' }).stdout.trim();
  const { status } = spawnSync('setfattr', ['-n', 'user.note', '-v', 'x', '--', folder]);
  spawnSync('rmdir', ['--', folder]);
  return status === 0;
}
