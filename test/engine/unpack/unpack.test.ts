import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackListing } from '../../../electron/engine/unpack/unpack-listing.ts';
import type {
  UnpackOptions,
  UnpackOutcome,
} from '../../../electron/engine/unpack/unpack-request.ts';
import type { ConflictRule, ExportLossKind } from '../../../shared/model/export.ts';
import { folderSnapshot, snapshotDifferences } from '../../fixtures/folder-snapshot.ts';
import { asPlainUser, canBePlainUser, plainUser } from '../../fixtures/plain-user.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { entry, noise, pax, sparseMap, tar } from '../../fixtures/tar-builder.ts';
import { listed, newFolder, packedStackOf, stackOf } from '../../fixtures/tree-export.ts';
import type { Stack } from '../../fixtures/tree-export.ts';

const isWindows = process.platform === 'win32';

const layer = tar(
  entry({ name: 'dir/', type: '5', mode: 0o750, modified: 1_000_000_000 }),
  entry({ name: 'dir/f', mode: 0o640, modified: 1_000_000_001 }, 'new content'),
  entry({ name: 'h1' }, 'shared'),
  entry({ name: 'z-h2', type: '1', link: 'h1' }),
  entry({ name: 's', type: '2', link: 'dir/f', modified: 1_000_000_002 }),
);

function unpack(
  { tree, layers }: Stack,
  folder: string,
  rule: ConflictRule = 'ask',
  options: UnpackOptions = {},
): Promise<UnpackOutcome> {
  return unpackListing({ listing: listed(tree), layers, folder, rule, special: false }, options);
}

function done(outcome: UnpackOutcome): Extract<UnpackOutcome, { kind: 'done' }> {
  if (outcome.kind !== 'done') throw new Error(`taken: ${outcome.names.join(', ')}`);
  return outcome;
}

function lost(outcome: UnpackOutcome, kind: ExportLossKind): readonly string[] {
  const found = done(outcome).losses.find((loss) => loss.kind === kind);
  return (found?.paths ?? []).map(({ path: each, became }) =>
    became === null ? each : `${each} > ${became}`,
  );
}

/** A folder with things that bear the names of the layer. */
function takenFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'target'), 'must stay');
  symlinkSync('target', path.join(folder, 'h1'));
  mkdirSync(path.join(folder, 'dir'));
  writeFileSync(path.join(folder, 'dir', 'old'), 'old content');
  return folder;
}

describe.skipIf(isWindows)('unpacking', () => {
  test('makes a folder that is not there, and gives everything its mode and time', async () => {
    const folder = newFolder();
    const outcome = done(await unpack(stackOf(layer), folder));
    expect(outcome).toMatchObject({ bytes: 17, files: 4 });
    expect(statSync(path.join(folder, 'dir'))).toMatchObject({ mtimeMs: 1e12 });
    expect(statSync(path.join(folder, 'dir')).mode & 0o7777).toBe(0o750);
    expect(statSync(path.join(folder, 'dir/f')).mode & 0o7777).toBe(0o640);
    expect(lstatSync(path.join(folder, 's')).mtimeMs).toBe(1_000_000_002_000);
    expect(statSync(path.join(folder, 'h1')).ino).toBe(statSync(path.join(folder, 'z-h2')).ino);
    expect(readFileSync(path.join(folder, 's'), 'utf8')).toBe('new content');
  });

  test('does nothing when names are taken and nobody has said what to do', async () => {
    const folder = takenFolder();
    const before = folderSnapshot(folder, { identity: true });
    const outcome = await unpack(stackOf(layer), folder, 'ask');
    expect(outcome).toEqual({ kind: 'conflicts', count: 2, names: ['dir', 'h1'] });
    expect(folderSnapshot(folder, { identity: true })).toEqual(before);
  });

  test('replaces what is there as a whole, links too', async () => {
    const folder = takenFolder();
    done(await unpack(stackOf(layer), folder, 'replace'));
    expect(readdirSync(folder).toSorted()).toEqual(['dir', 'h1', 's', 'target', 'z-h2']);
    expect(readdirSync(path.join(folder, 'dir'))).toEqual(['f']);
    expect(readFileSync(path.join(folder, 'h1'), 'utf8')).toBe('shared');
    expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('must stay');
  });

  test('keeps what is there', async () => {
    const folder = takenFolder();
    const outcome = done(await unpack(stackOf(layer), folder, 'keep'));
    expect(outcome).toMatchObject({ files: 2, bytes: 6, losses: [] });
    expect(readdirSync(path.join(folder, 'dir'))).toEqual(['old']);
    expect(lstatSync(path.join(folder, 'h1')).isSymbolicLink()).toBe(true);
    // Its first name is left out, so this one has the content.
    expect(readFileSync(path.join(folder, 'z-h2'), 'utf8')).toBe('shared');
    expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('must stay');
  });

  test('gives other names beside what is there, and says so', async () => {
    const folder = takenFolder();
    writeFileSync(path.join(folder, 'dir (2)'), 'taken too');
    const outcome = await unpack(stackOf(layer), folder, 'rename');
    expect(lost(outcome, 'name-changed')).toEqual(['dir > dir (3)', 'h1 > h1 (2)']);
    expect(readFileSync(path.join(folder, 'dir (3)', 'f'), 'utf8')).toBe('new content');
    expect(readFileSync(path.join(folder, 'h1 (2)'), 'utf8')).toBe('shared');
    expect(readdirSync(path.join(folder, 'dir'))).toEqual(['old']);
  });

  test('leaves nothing behind when it is cancelled, however far it is', async () => {
    const many = Array.from({ length: 40 }, (_, place) => entry({ name: `d/f${place}` }, noise(9)));
    const stack = await packedStackOf('gzip', layer, Buffer.concat([...many, tar()]));
    let most = 0;
    await unpack(stack, newFolder(), 'ask', {
      isCancelled: () => {
        most++;
        return false;
      },
    });
    expect(most).toBeGreaterThan(20);
    for (let stop = 1; stop <= most; stop += 3) {
      const folder = takenFolder();
      const before = folderSnapshot(folder);
      let asked = 0;
      const given = unpack(stack, folder, 'replace', { isCancelled: () => ++asked >= stop });
      await expect(given).rejects.toMatchObject({ failure: { code: 'cancelled' } });
      const after = new Map(folderSnapshot(folder)).set('', before.get('') ?? '');
      expect(snapshotDifferences(after, before)).toEqual([]);
    }
    const fresh = newFolder();
    const given = unpack(stack, fresh, 'ask', { isCancelled: () => true });
    await expect(given).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(existsSync(fresh)).toBe(false);
  });

  test('leaves everything as it was when a layer ends too early', async () => {
    const { tree, layers } = await packedStackOf(
      'gzip',
      tar(entry({ name: 'h1' }, noise(900_000))),
    );
    const cut = layers.map((each) =>
      each.location.kind === 'inline'
        ? { ...each, location: { ...each.location, bytes: each.location.bytes.subarray(0, 9000) } }
        : each,
    );
    const folder = takenFolder();
    const before = folderSnapshot(folder);
    const given = unpack({ tree, layers: cut }, folder, 'replace');
    await expect(given).rejects.toMatchObject({ failure: { code: 'content-unavailable' } });
    const after = new Map(folderSnapshot(folder)).set('', before.get('') ?? '');
    expect(snapshotDifferences(after, before)).toEqual([]);
  });

  test('says how much room it needs before it begins', async () => {
    const { tree, layers } = stackOf(tar(entry({ name: 'a' }, 'x')));
    const listing = listed(tree);
    const vast = { ...listing, index: { ...listing.index, size: Float64Array.of(2 ** 60) } };
    const folder = newFolder();
    const given = unpackListing({ listing: vast, layers, folder, rule: 'ask', special: false });
    await expect(given).rejects.toMatchObject({
      failure: { code: 'disk-full', values: { needed: 2 ** 60, free: expect.any(Number) } },
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('needs a folder above, and takes no file for a folder', async () => {
    const missing = path.join(newFolder(), 'deeper');
    await expect(unpack(stackOf(layer), missing)).rejects.toMatchObject({
      failure: { code: 'not-found' },
    });
    const file = newFolder();
    writeFileSync(file, '');
    await expect(unpack(stackOf(layer), file)).rejects.toMatchObject({ name: 'EngineError' });
  });

  test('leaves holes where a sparse file has them', async () => {
    const map = [386, sparseMap([[4_000_000, 512]])] as const;
    const size = [483, Buffer.from('00100000000\0')] as const;
    const holes = entry({ name: 'h', type: 'S', form: 'gnu', patches: [map, size] }, noise(512));
    const folder = newFolder();
    done(await unpack(await packedStackOf('gzip', tar(holes)), folder));
    const stats = statSync(path.join(folder, 'h'));
    expect(stats.size).toBe(0o100000000);
    expect(stats.blocks * 512).toBeLessThan(100_000);
    const bytes = readFileSync(path.join(folder, 'h'));
    expect(bytes.subarray(4_000_000, 4_000_512).equals(noise(512))).toBe(true);
    expect(bytes.subarray(0, 4_000_000).every((byte) => byte === 0)).toBe(true);
  });

  test('makes folders for listed paths whose folders are not chosen', async () => {
    const folder = newFolder();
    done(await unpack(stackOf(tar(entry({ name: 'a/b/c', uid: 0 }, 'x'))), folder));
    expect(statSync(path.join(folder, 'a', 'b')).mode & 0o7777).toBe(0o755);
  });

  test('takes names that are too long in another form, and says so', async () => {
    const name = `${'n'.repeat(300)}.txt`;
    const folder = newFolder();
    const long = tar(pax([['path', `${name}/inside`]]), entry({ name: 'x' }, 'x'));
    const outcome = await unpack(stackOf(long), folder);
    const [only = ''] = readdirSync(folder);
    expect(only.startsWith('nnnn')).toBe(true);
    expect(lost(outcome, 'name-changed')).toEqual([`${name} > ${only}`]);
    expect(readFileSync(path.join(folder, only, 'inside'), 'utf8')).toBe('x');
  });

  test('keeps names that are not text byte for byte', async () => {
    const name = Uint8Array.of(0xff, 0x61, 0xfe);
    const folder = newFolder();
    const outcome = await unpack(stackOf(tar(entry({ name }, 'x'))), folder);
    const kept = readdirSync(folder, { encoding: 'buffer' });
    if (lost(outcome, 'name-changed').length > 0) expect(kept.map(String)).toEqual(['%FFa%FE']);
    else expect(kept.map((each) => [...each])).toEqual([[...name]]);
  });

  test('leaves devices and pipes out unless they are asked for', async () => {
    const special = tar(
      entry({ name: 'null', type: '3', deviceMajor: 1, deviceMinor: 3 }),
      entry({ name: 'pipe', type: '6' }),
      entry({ name: 'again', type: '1', link: 'pipe' }),
    );
    const folder = newFolder();
    const outcome = await unpack(stackOf(special), folder);
    expect(readdirSync(folder)).toEqual([]);
    expect(done(outcome).files).toBe(0);
    expect(lost(outcome, 'device').toSorted()).toEqual(['again', 'null']);
    expect(lost(outcome, 'hard-link')).toEqual(['pipe']);
  });
});

describe.skipIf(!canBePlainUser)('unpacking as a plain user', () => {
  const owned = tar(
    entry({ name: 'd/', type: '5', mode: 0o2755, uid: 0 }),
    entry({ name: 'd/su', mode: 0o6755, uid: 0, gid: 0 }, 'x'),
    entry({ name: 'd/own', mode: 0o4755, uid: plainUser, gid: plainUser }, 'x'),
    entry({ name: 'd/locked/', type: '5', mode: 0o000, uid: plainUser, gid: plainUser }),
    entry({ name: 'd/locked/in', uid: plainUser, gid: plainUser }, 'x'),
  );

  test('keeps no owner and no rights of owners, and says so', async () => {
    const above = temporaryFolder();
    chmodSync(above, 0o777);
    const folder = path.join(above, 'out');
    const outcome = await asPlainUser(() => unpack(stackOf(owned), folder));
    expect(lost(outcome, 'owner').toSorted()).toEqual(['d', 'd/su']);
    expect(lost(outcome, 'mode').toSorted()).toEqual(['d', 'd/su']);
    expect(statSync(path.join(folder, 'd/su')).mode & 0o7777).toBe(0o755);
    expect(statSync(path.join(folder, 'd/own')).mode & 0o7777).toBe(0o4755);
    expect(statSync(path.join(folder, 'd/locked')).mode & 0o7777).toBe(0);
    expect(statSync(path.join(folder, 'd/su')).uid).toBe(plainUser);
  });

  test('replaces folders that are locked, and takes everything back where it may not', async () => {
    const above = temporaryFolder();
    chmodSync(above, 0o777);
    const folder = path.join(above, 'out');
    await asPlainUser(() => unpack(stackOf(owned), folder));
    await asPlainUser(() => unpack(stackOf(owned), folder, 'replace'));
    expect(readdirSync(folder)).toEqual(['d']);
    // What root owns can be put aside by whoever owns the folder, but not be emptied.
    mkdirSync(path.join(folder, 'd', 'roots'), { mode: 0o755 });
    writeFileSync(path.join(folder, 'd', 'roots', 'file'), 'of root');
    const outcome = await asPlainUser(() => unpack(stackOf(owned), folder, 'replace'));
    expect(readdirSync(folder).toSorted()).toEqual(['d', 'd (2)']);
    expect(lost(outcome, 'name-changed')).toEqual(['d > d (2)']);
    expect(readFileSync(path.join(folder, 'd (2)', 'roots', 'file'), 'utf8')).toBe('of root');
  });
});

describe.skipIf(isWindows)('a folder of many files', () => {
  const isSlow = process.env['LAYERSCOPE_SLOW'] === '1';
  const count = isSlow ? 1_000_000 : 100_000;
  if (!isSlow) console.warn('A folder of 100,000 files instead of a million (LAYERSCOPE_SLOW=1).');

  test('is unpacked in time that grows with it', { timeout: 900_000 }, async () => {
    const parts = Array.from({ length: count }, (_, place) => entry({ name: `d/file-${place}` }));
    const stack = stackOf(Buffer.concat([...parts, tar()]));
    const folder = newFolder();
    const outcome = done(await unpack(stack, folder));
    expect(outcome.files).toBe(count);
    expect(readdirSync(path.join(folder, 'd'))).toHaveLength(count);
  });
});
