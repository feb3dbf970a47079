import { basename } from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import type { LoadedImage, LoadResult, NameMove } from '../../../shared/model/store.ts';
import type { Archive } from '../archive/archive.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { JsonObject } from '../image/json.ts';
import { BareImageLoad } from './bare-image-load.ts';
import { BlobIntake } from './blob-intake.ts';
import { completeStore, refuseForeign } from './ensure-store.ts';
import { putEntry } from './index-edit.ts';
import { readRecords, writeRecords } from './layer-records.ts';
import { selectRoots, type LoadSelection } from './load-selection.ts';
import { placeReference, repositoryFrom } from './place-reference.ts';
import { syncBlobs } from './store-blobs.ts';
import { commitIndex, requireStoreIndex, type IndexEntry } from './store-index.ts';
import { withLock, type StoreLock } from './store-lock.ts';
import type { RootLoad } from './root-load.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';
import { StoredRootLoad } from './stored-root-load.ts';

export interface LoadRequest {
  /** The file or folder that `archive` was opened from. */
  readonly path: string;
  readonly archive: Archive;
  readonly select: LoadSelection;
}

/**
 * Takes images of an opened archive into the store in `folder`, which is made when it is not there. Documents that came
 * are kept to the byte; an image without an OCI manifest gets one. Blobs are verified while they are copied, and what
 * the store has already is not read again. An image of which something is missing or wrong is refused and the others
 * are loaded. The names appear all at once, at the end.
 *
 * @throws EngineError `not-an-image` for a root file system (see `importRootFs`), `image-unknown`, `not-a-store`,
 * `store-busy`, `store-damaged`, `disk-full`, `not-writable`, `permission-denied`, `source-changed`, `cancelled`; the
 * store then holds what it held before, and blobs that are whole are not copied again the next time.
 */
export async function loadArchive(
  folder: string,
  request: LoadRequest,
  options: StoreOptions = {},
): Promise<LoadResult> {
  const { path, archive, select } = request;
  const { work = inlineWork } = options;
  if (archive.contents.kind === 'root-fs') {
    throw new EngineError('not-an-image', { name: basename(path) });
  }
  refuseForeign(folder);
  const found = await work.roots({ path, archive }, { signal: options.signal });
  const roots = selectRoots(found, archive, select);
  if (select.kind === 'some' && roots.bare.length + roots.stored.length === 0) {
    throw new EngineError('image-unknown');
  }
  const loads: readonly RootLoad[] = [
    ...roots.stored.map((root) => new StoredRootLoad(root, archive)),
    ...roots.bare.map((bare) => new BareImageLoad(bare)),
  ];
  const repository = repositoryFrom(basename(path));
  return withLock(folder, options, (lock) => loadRoots(folder, lock, loads, repository, options));
}

/** Loads under a lock that is held: blobs first, then documents, the index last. */
export async function loadRoots(
  folder: string,
  lock: StoreLock,
  loads: readonly RootLoad[],
  repository: string,
  options: StoreOptions,
): Promise<LoadResult> {
  completeStore(folder);
  requireStoreIndex(folder);
  const intake = new BlobIntake(folder, readRecords(folder), options);
  for (const load of loads) load.prepare(intake);
  await intake.run(options.progress);
  for (const load of loads) load.describe(intake);
  await intake.run();
  const outcomes = loads.map((load) => load.finish(intake));
  if (intake.hasNewRecords) writeRecords(folder, intake.records);

  const index = requireStoreIndex(folder);
  const before = new Set(index.entries.map(({ descriptor }) => descriptor.digest));
  let entries: readonly IndexEntry[] = index.entries;
  const moved: NameMove[] = [];
  const loaded: LoadedImage[] = [];
  for (const outcome of outcomes) {
    const placed: string[] = [];
    let added = true;
    for (const { raw, references } of outcome.entries) {
      const names = references.map((name) => placeReference(name, repository));
      const edited = putEntry(entries, raw, names);
      added &&= !before.has(digestOfEntry(raw));
      placed.push(...names);
      entries = edited.entries;
      moved.push(...edited.moved);
    }
    const references = [...new Set(placed)];
    loaded.push(...outcome.loaded.map((image) => ({ ...image, references, added })));
  }
  throwIfCancelled(options.signal ?? null);
  syncBlobs(folder);
  commitIndex(folder, lock, index.document, entries);
  const refused = outcomes.flatMap((outcome) => outcome.refused);
  return { loaded, refused, moved, ...intake.counts };
}

function digestOfEntry(raw: JsonObject): Digest | null {
  const [entry] = putEntry([], raw, []).entries;
  return entry?.descriptor.digest ?? null;
}
