import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileRange } from '../../../electron/engine/bytes/blob-location.ts';
import { locateFile, openBlob, openBytes } from '../../../electron/engine/bytes/random-access.ts';
import {
  clearIndexCache,
  indexCacheUsage,
  keepIndex,
  loadIndex,
  loadIndexByDigest,
  trimIndexCache,
} from '../../../electron/engine/layer/index-cache.ts';
import {
  indexStreamedLayer,
  type ProvenLayer,
} from '../../../electron/engine/layer/index-layer.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { concat, entry, noise, tar } from '../../fixtures/tar-builder.ts';

const root = mkdtempSync(join(tmpdir(), 'layerscope-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const layer = tar(entry({ name: 'a' }, 'content'), entry({ name: 'stargz.index.json' }, '{}'));
const hashing = { isCancelled: () => false, progress: () => undefined };

interface Stored {
  readonly location: FileRange;
  readonly layer: ProvenLayer;
  readonly folder: string;
}

/** A layer in a file, read whole and kept in a folder of its own or in the one given. */
async function kept(
  bytes: Uint8Array,
  compression: Compression,
  folder = join(root, randomUUID()),
  stargz = false,
): Promise<Stored> {
  const path = join(root, randomUUID());
  writeFileSync(path, bytes);
  const location = locateFile(path);
  const source = openBlob(location);
  const proven = await indexStreamedLayer(source, compression, { stargz });
  source.close();
  keepIndex(folder, location, stargz, proven);
  return { location, layer: proven, folder };
}

function filesOf(folder: string, suffix: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name));
}

describe('a kept layer', () => {
  it('is found again at its place, whatever the file is called', async () => {
    for (const [bytes, compression] of [
      [layer, 'none'],
      [gzipSync(layer), 'gzip'],
    ] as const) {
      const { folder, location, layer: proven } = await kept(bytes, compression);
      expect(loadIndex(folder, location, false)).toEqual(proven);
      const moved = `${location.path}.moved`;
      renameSync(location.path, moved);
      const now = locateFile(moved);
      const isSameFile = now.identity.changed === location.identity.changed;
      expect(loadIndex(folder, now, false) !== null).toBe(isSameFile);
    }
  });

  it('is not found for another place, file or way of reading', async () => {
    const { folder, location } = await kept(layer, 'none');
    const { identity } = location;
    const others: readonly FileRange[] = [
      { ...location, offset: 512 },
      { ...location, length: 512 },
      { ...location, identity: { ...identity, modified: '1' } },
      { ...location, identity: { ...identity, changed: '1' } },
      { ...location, identity: { ...identity, inode: '1' } },
      { ...location, identity: { ...identity, size: 1 } },
    ];
    for (const other of others) expect(loadIndex(folder, other, false)).toBeNull();
    expect(loadIndex(folder, location, true)).toBeNull();
    expect(loadIndex(folder, { kind: 'inline', bytes: layer }, false)).toBeNull();
    expect(loadIndex(join(root, 'nowhere'), location, false)).toBeNull();
  });

  it('is kept apart with and without what eStargz hides', async () => {
    const { folder, location, layer: plain } = await kept(layer, 'none');
    const source = openBlob(location);
    const hidden = await indexStreamedLayer(source, 'none', { stargz: true });
    source.close();
    keepIndex(folder, location, true, hidden);
    expect(loadIndex(folder, location, false)).toEqual(plain);
    expect(loadIndex(folder, location, true)).toEqual(hidden);
    expect(indexCacheUsage(folder).indexes).toBe(2);
  });

  it('that is compressed is found by its digest, if the bytes have it', async () => {
    const stored = gzipSync(layer);
    const { folder, layer: proven } = await kept(stored, 'gzip');
    const { storedDigest } = proven.proof;
    const find = (bytes: Uint8Array): ProvenLayer | null =>
      loadIndexByDigest(folder, openBytes(bytes), storedDigest, false, hashing);
    expect(find(stored)).toEqual(proven);
    expect(find(concat(stored, new Uint8Array(1)))).toBeNull();
    const { diffId } = proven.proof;
    if (diffId === null) throw new Error('no diffID');
    const byDiffId = loadIndexByDigest(folder, openBytes(layer), diffId, false, hashing);
    expect(byDiffId).toBeNull();
  });

  it('is not kept when it could not be read to its end', async () => {
    const cut = await kept(gzipSync(tar(entry({}, noise(9999)))).subarray(0, 5000), 'gzip');
    expect(existsSync(cut.folder)).toBe(false);
    const trailing = await kept(concat(gzipSync(layer), noise(9)), 'gzip');
    expect(existsSync(trailing.folder)).toBe(false);
  });
});

describe('the cache', () => {
  it('drops what is damaged', async () => {
    for (const suffix of ['.index', '.place']) {
      const { folder, location } = await kept(layer, 'none');
      const [path] = filesOf(folder, suffix);
      if (path === undefined) throw new Error('nothing kept');
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += 7) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ 1;
        writeFileSync(path, damaged);
        expect(loadIndex(folder, location, false), `${suffix} ${at}`).toBeNull();
        expect(existsSync(path)).toBe(false);
        await rekeep(folder, location);
      }
    }
  });

  it('does not take one index for another', async () => {
    const folder = join(root, randomUUID());
    const first = await kept(layer, 'none', folder);
    const [path] = filesOf(folder, '.index');
    const second = await kept(tar(entry({ name: 'other' })), 'none', folder);
    const other = filesOf(folder, '.index').find((name) => name !== path);
    if (path === undefined || other === undefined) throw new Error('nothing kept');
    renameSync(other, path);
    expect(loadIndex(folder, first.location, false)).toBeNull();
    expect(loadIndex(folder, second.location, false)).toBeNull();
  });

  it('tells its size and can be emptied, sparing what is not its own', async () => {
    const { folder } = await kept(layer, 'none');
    writeFileSync(join(folder, 'other.txt'), 'x');
    const usage = indexCacheUsage(folder);
    expect(usage.indexes).toBe(1);
    expect(usage.bytes).toBeGreaterThan(500);
    expect(usage.bytes).toBeLessThan(usage.limitBytes);
    clearIndexCache(folder);
    expect(indexCacheUsage(folder)).toMatchObject({ bytes: 0, indexes: 0 });
    expect(readdirSync(folder)).toEqual(['other.txt']);
    expect(indexCacheUsage(join(root, 'nowhere'))).toMatchObject({ bytes: 0, indexes: 0 });
    clearIndexCache(join(root, 'nowhere'));
  });

  it('lets go of what was used least recently', async () => {
    const folder = join(root, randomUUID());
    const layers: Stored[] = [];
    for (const name of ['a', 'b', 'c']) {
      layers.push(await kept(tar(entry({ name })), 'none', folder));
    }
    for (const path of [...filesOf(folder, '.index'), ...filesOf(folder, '.place')]) {
      utimesSync(path, 1000, 1000);
    }
    const [first, second, third] = layers;
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    expect(loadIndex(folder, second.location, false)).not.toBeNull();
    trimIndexCache(folder, indexCacheUsage(folder).bytes / 2);
    expect(loadIndex(folder, first.location, false)).toBeNull();
    expect(loadIndex(folder, second.location, false)).not.toBeNull();
    expect(loadIndex(folder, third.location, false)).toBeNull();
  });

  it('that cannot be written to is done without', async () => {
    const blocked = join(root, 'a-file');
    writeFileSync(blocked, '');
    const { location } = await kept(layer, 'none', join(blocked, 'cache'));
    expect(loadIndex(join(blocked, 'cache'), location, false)).toBeNull();
  });
});

describe.runIf(process.platform !== 'win32')('a file of the cache', () => {
  it.each([
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('that %s has taken the place of is not waited for', async (_, put) => {
    const { folder, location } = await kept(layer, 'none');
    const [path = ''] = filesOf(folder, '.index');
    rmSync(path);
    put(path);
    expect(loadIndex(folder, location, false)).toBeNull();
  });

  it('that is a link is not followed, and what it leads to not touched', async () => {
    const { folder, location, layer: proven } = await kept(layer, 'none');
    const [path = ''] = filesOf(folder, '.index');
    const elsewhere = join(root, randomUUID());
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    utimesSync(elsewhere, 1000, 1000);
    expect(loadIndex(folder, location, false)).toBeNull();
    keepIndex(folder, location, false, proven);
    expect(loadIndex(folder, location, false)).toEqual(proven);
    expect(statSync(elsewhere).mtimeMs).toBe(1_000_000);
  });
});

async function rekeep(folder: string, location: FileRange): Promise<void> {
  const source = openBlob(location);
  keepIndex(folder, location, false, await indexStreamedLayer(source, 'none', { stargz: false }));
  source.close();
}
