import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { fileAt } from '../../../electron/engine/session/session.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { clearIndexCache, indexCacheUsage } from '../../../electron/engine/layer/index-cache.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { listing } from '../../fixtures/listing.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { file } from '../../fixtures/tar.ts';

const layers = [layer(file('a', '1')), compressed(layer(file('b', '22')), 'gzip')];
const whole = { a: 'file 1 644', b: 'file 2 644' };

async function archiveIn(folder: string, name: string): Promise<string> {
  const archive = path.join(folder, name);
  writeFileSync(archive, await packMembers(await ociMembers([image({ ref: 'app:1', layers })])));
  return archive;
}

async function read(archive: string, cacheDir: string, prove = false): Promise<ReadImage> {
  const source = await testSession(cacheDir).open(archive, unwatchedJob());
  const result = await readWhole(source);
  if (prove) await source.prove(unwatchedJob());
  return result;
}

/** Which layers were known whole without reading them whole: of a plain layer only the cache can tell. */
function proven({ layers: read_ }: ReadImage): readonly boolean[] {
  return read_.map((each) => (each?.listed.proof ?? null) !== null);
}

describe('layers that were read whole', () => {
  test('are known again in the same file', async () => {
    const folder = temporaryFolder();
    const archive = await archiveIn(folder, 'image.tar');
    expect(proven(await read(archive, folder, true))).toEqual([false, true]);
    const again = await read(archive, folder);
    expect(proven(again)).toEqual([true, true]);
    expect(listing(again.tree)).toEqual(whole);
  });

  test('are not believed of another file that states the same digests', async () => {
    const folder = temporaryFolder();
    await read(await archiveIn(folder, 'one.tar'), folder, true);
    const other = await read(await archiveIn(folder, 'other.tar'), folder);
    expect(proven(other)).toEqual([false, true]);
    expect(listing(other.tree)).toEqual(whole);
  });

  test('are read again when what was kept is damaged or gone', async () => {
    const folder = temporaryFolder();
    const archive = await archiveIn(folder, 'image.tar');
    await read(archive, folder, true);
    for (const name of readdirSync(folder).filter((each) => each !== 'image.tar')) {
      writeFileSync(path.join(folder, name), 'damaged');
    }
    expect(listing((await read(archive, folder, true)).tree)).toEqual(whole);
    expect(indexCacheUsage(folder).indexes).toBe(2);
    clearIndexCache(folder);
    expect(indexCacheUsage(folder)).toMatchObject({ bytes: 0, indexes: 0 });
    expect(listing((await read(archive, folder)).tree)).toEqual(whole);
  });
});

describe('checkpoints of gzip layers', () => {
  const wide = noise(9_000_000).map((byte) => byte % 23);
  const files = [layer(file('wide', wide), file('far', 'away'))];
  const zipped = files.map((each) => compressed(each, 'gzip'));

  /** The content of `far` as a preview and as it is saved. */
  async function readFar(image_: ReadImage, folder: string): Promise<readonly string[]> {
    const target = fileAt(image_, 0, findNode(image_.tree, 'far'));
    const runner = new InlineRunner();
    const options = { priority: Priority.interactive };
    const { bytes } = await runner.run('file.preview', { ...target, limit: 100 }, options);
    const destination = path.join(folder, 'saved');
    await runner.run('file.save', { ...target, destination }, options);
    const hash = await runner.run('file.hash', target, options);
    return [Buffer.from(bytes).toString(), readFileSync(destination, 'utf8'), hash.slice(0, 8)];
  }

  test('are kept when a layer is listed, and used where they can be', async () => {
    const cacheDir = temporaryFolder();
    const folder = temporaryFolder();
    const archive = path.join(folder, 'image.tar');
    const members = await ociMembers([image({ ref: 'app:1', layers: zipped })]);
    writeFileSync(archive, await packMembers(members));
    const expected = ['away', 'away', '378ce56a'];
    const first = await read(archive, cacheDir);
    expect(await readFar(first, folder)).toEqual(expected);
    const points = readdirSync(cacheDir).filter((name) => name.endsWith('.points'));
    expect(points.length).toBe(1);
    const again = await read(archive, cacheDir);
    expect(await readFar(again, folder)).toEqual(expected);
    writeFileSync(path.join(cacheDir, points[0]!), 'damaged');
    expect(await readFar(again, folder)).toEqual(expected);
    expect(readdirSync(cacheDir)).not.toContain(points[0]);
  });

  test('are not kept of layers that cannot be decoded to their end', async () => {
    const cacheDir = temporaryFolder();
    const archive = path.join(temporaryFolder(), 'image.tar');
    const members = await ociMembers([image({ ref: 'app:1', layers: zipped })]);
    const bytes = await packMembers(members);
    const middle = bytes.length >>> 1;
    writeFileSync(archive, new Uint8Array(bytes).fill(0x55, middle, middle + 1000));
    const { layers: read_ } = await read(archive, cacheDir);
    expect(read_[0]?.listed.proof?.diffId).toBe(null);
    expect(readdirSync(cacheDir)).toEqual([]);
  });
});
