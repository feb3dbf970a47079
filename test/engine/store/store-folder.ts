import { mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { listImages } from '../../../electron/engine/store/list-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import type { StoreOptions } from '../../../electron/engine/store/store-work.ts';
import type { LoadResult, StoreReport } from '../../../shared/model/store.ts';
import { packMembers, type Member } from '../../fixtures/outer.ts';

/** A folder for the stores and archives of one test file, removed when its tests are done. */
export const workFolder = join(tmpdir(), `layerscope-store-${randomUUID()}`);
mkdirSync(workFolder);
afterAll(() => rm(workFolder, { recursive: true, force: true }));

/** A place for a store that is not there yet. */
export function newStore(): string {
  return join(workFolder, randomUUID());
}

/** Writes the members as an archive called `name` and answers its path. */
export async function writeArchive(
  members: readonly Member[],
  name = 'image.tar',
): Promise<string> {
  const path = join(workFolder, `${randomUUID()}-${name}`);
  await writeFile(path, await packMembers(members));
  return path;
}

export function open(path: string): Promise<Archive> {
  return openArchive(path, { spoolDir: workFolder });
}

/** Loads everything that an archive holds. */
export async function loadAll(
  store: string,
  path: string,
  options: StoreOptions = {},
): Promise<LoadResult> {
  const archive = await open(path);
  return loadArchive(store, { path, archive, select: { kind: 'all' } }, options);
}

/** Packs the members and loads them. */
export async function loadMembers(
  store: string,
  members: readonly Member[],
  name?: string,
): Promise<LoadResult> {
  return loadAll(store, await writeArchive(members, name));
}

/** Every name of the store with the ID of its image, in order. */
export async function namesAndIds(store: string): Promise<readonly string[]> {
  const library = await readLibrary(store);
  return listImages(library)
    .flatMap(({ image }) => image.references.map((name) => `${name} ${image.id}`))
    .toSorted();
}

/** A check that reads every byte and changes nothing. */
export function look(store: string): Promise<StoreReport> {
  return checkStore(store, { deep: true, repair: false });
}
