import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { clearIndexCache, indexCacheUsage } from '../../../electron/engine/layer/index-cache.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { listing } from '../../fixtures/listing.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
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
  return read_.map((each) => each?.listed.proof != null);
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
