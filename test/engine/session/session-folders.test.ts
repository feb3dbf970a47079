import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  makeSessionFolders,
  removeSessionFolders,
  sweepSpools,
} from '../../../electron/engine/session/session-folders.ts';
import { newOwner } from '../../../electron/engine/store/lock-owner.ts';
import { temporaryFolder } from '../../fixtures/session.ts';

const hour = 60 * 60 * 1000;

/** A spool folder with something in it. */
function spool(cache: string, name: string, owner: object | null): string {
  const folder = path.join(cache, 'spool', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'copy.tar'), 'a copy');
  if (owner !== null) writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(owner));
  return folder;
}

test('copies that a killed process left go at the next start, and those of a living one stay', async () => {
  const cache = temporaryFolder();
  const own = makeSessionFolders(cache);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const dead = spool(cache, 'dead', { ...newOwner(), pid });
  const elsewhere = spool(cache, 'elsewhere', { ...newOwner(), pid, host: 'another machine' });
  const beginning = spool(cache, 'beginning', null);
  const forgotten = spool(cache, 'forgotten', null);
  utimesSync(forgotten, new Date(), new Date(Date.now() - 2 * hour));
  await sweepSpools(cache);
  const left = [own.spoolDir, dead, elsewhere, beginning, forgotten].map((each) =>
    existsSync(each),
  );
  expect(left).toEqual([true, false, true, true, false]);
  await removeSessionFolders(own);
  expect(existsSync(own.spoolDir)).toBe(false);
});

test('without a place for a cache a session works all the same', async () => {
  const taken = path.join(temporaryFolder(), 'taken');
  writeFileSync(taken, 'a file where the folder should be');
  const folders = makeSessionFolders(taken);
  expect(folders.cacheDir).toBeNull();
  expect(existsSync(folders.spoolDir)).toBe(true);
  await removeSessionFolders(folders);
  await sweepSpools(taken);
});
