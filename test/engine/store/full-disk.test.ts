import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { planRemoval } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import { tagImage } from '../../../electron/engine/store/tag-image.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { file } from '../../fixtures/tar.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { failureOf } from '../archive/opening.ts';
import {
  loadAll,
  loadMembers,
  look,
  namesAndIds,
  newStore,
  workFolder,
  writeArchive,
} from './store-folder.ts';

const small = image({ ref: 'small:1', layers: [layer(file('s', noise(100_000, 1)))] });
const large = image({ ref: 'large:1', layers: [layer(file('l', noise(3_000_000, 2)))] });

/** Mounts a disk of one mebibyte; false where that is not allowed. */
function mountSmall(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

const disk = join(workFolder, 'disk');
const canMount = process.platform === 'linux' && mountSmall(disk, 'size=1m');
if (!canMount)
  console.warn('No small disk can be mounted here: the tests of a full one are skipped.');

describe.skipIf(!canMount)('a disk', () => {
  test('that is full loses nothing', async () => {
    const store = join(disk, 'store');
    await loadMembers(store, await dockerMembers([small]));
    const before = await namesAndIds(store);
    const path = await writeArchive(await dockerMembers([large]));
    expect(await failureOf(loadAll(store, path))).toBe('disk-full');
    expect(await namesAndIds(store)).toEqual(before);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });

    const place = newStore();
    await loadAll(place, path);
    const selection = selectForSave(await readLibrary(place), ['large:1']);
    const saving = saveImages({
      selection,
      format: 'oci-archive',
      destination: join(disk, 'x.tar'),
    });
    expect(await failureOf(saving)).toBe('disk-full');
    await tagImage(store, 'small:1', 'small:2');
    expect(await namesAndIds(store)).toHaveLength(2);
  });

  test('that cannot be written to can be read, and loses nothing', async () => {
    const frozen = join(workFolder, 'frozen');
    expect(mountSmall(frozen, 'size=4m')).toBe(true);
    const place = newStore();
    await loadMembers(place, await dockerMembers([small]));
    const store = join(frozen, 'store');
    cpSync(place, store, { recursive: true });
    expect(spawnSync('mount', ['-o', 'remount,ro', frozen]).status).toBe(0);
    try {
      const before = await namesAndIds(store);
      expect(before).toHaveLength(1);
      expect(await failureOf(tagImage(store, 'small:1', 'x:1'))).toBe('not-writable');
      const plan = planRemoval(await readLibrary(store), ['small:1']);
      expect(await failureOf(removePlanned(store, plan))).toBe('not-writable');
      expect(await failureOf(loadMembers(store, await dockerMembers([large])))).toBe(
        'not-writable',
      );
      expect(await look(store)).toMatchObject({ findings: [], sound: true });
      expect(await namesAndIds(store)).toEqual(before);
    } finally {
      spawnSync('umount', [frozen]);
      spawnSync('umount', [disk]);
    }
  });
});
