import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Archive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { folderState } from './ensure-store.ts';
import { readRecords, type LayerRecords } from './layer-records.ts';
import { Reacher, readJson, type Reach, type ReachedManifest } from './reach.ts';
import { findListed, listBlobs, type StoredBlob } from './store-blobs.ts';
import { readStoreIndex, type IndexEntry } from './store-index.ts';
import { storePaths } from './store-paths.ts';

/** The store as it was at one moment. Plain values: it does not change when the store does. */
export interface Library {
  readonly folder: string;
  /** Names the index.json that was read; empty for no store. */
  readonly state: string;
  /**
   * The store opened like any other layout: its images are equals of those of an opened archive. Null for no store, and
   * for one whose documents are too damaged for that.
   */
  readonly archive: Archive | null;
  readonly images: readonly Image[];
  readonly entries: readonly IndexEntry[];
  /** What each entry leads to, by the digest of the entry. */
  readonly reaches: ReadonlyMap<Digest, Reach>;
  readonly blobs: ReadonlyMap<Digest, StoredBlob>;
  readonly records: LayerRecords;
  readonly problems: readonly Problem[];
}

/** Readings after which a store that is written to all the time is taken as it was read last. */
const longestChase = 5;

/**
 * Reads the store: a folder that is not there, or empty, is an empty library. No lock is needed: writers put blobs
 * before the index that names them, and a library during whose reading the index changed is read again. Throws
 * `EngineError` `not-a-store`, `not-readable`, `permission-denied`, `cancelled`.
 */
export async function readLibrary(folder: string, signal?: AbortSignal): Promise<Library> {
  switch (folderState(folder)) {
    case 'foreign':
      throw new EngineError('not-a-store', { name: basename(folder) });
    case 'none':
      return emptyLibrary(folder);
    case 'store':
  }
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(signal ?? null);
    const before = indexState(folder);
    const library = { ...(await readOnce(folder, signal)), state: before };
    if (isCurrent(library) || attempt === longestChase) return library;
  }
}

/**
 * Whether index.json is still the one that was read. What it leads to is named by digests, and is the same then, unless
 * somebody meddles with the blobs themselves.
 */
export function isCurrent({ folder, state }: Library): boolean {
  return state === indexState(folder);
}

/** The manifest of an image of the library; null when it is not there. */
export function manifestOf(library: Library, image: Image): ReachedManifest | null {
  for (const reach of library.reaches.values()) {
    const found = reach.manifests.find(({ digest }) => digest === image.manifestDigest);
    if (found !== undefined) return found;
  }
  return null;
}

/** The entries that lead to an image: of its own manifest, and of indexes that list it. */
export function rootsOf(library: Library, image: Image): readonly Reach[] {
  return [...library.reaches.values()].filter((reach) =>
    reach.manifests.some(({ digest }) => digest === image.manifestDigest),
  );
}

async function readOnce(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Omit<Library, 'state'>> {
  const index = readStoreIndex(folder);
  // What is read for the images need not be read a second time for what they lead to.
  const values = new Map<string, unknown>();
  const archive = await openArchive(folder, {
    spoolDir: storePaths(folder).own,
    ...(signal === undefined ? {} : { signal }),
    told: (location, value) => void values.set(keyOf(location), value),
  }).catch((error: unknown) => {
    // A damaged store can look like any folder.
    if (index === null && isNoImage(error)) return null;
    throw error;
  });
  // After the index: what it names was there before it.
  const { blobs } = listBlobs(folder);
  const reacher = new Reacher(
    (descriptor) => findListed(blobs, descriptor),
    (location) => {
      const key = keyOf(location);
      return values.has(key) ? values.get(key) : readJson(location);
    },
  );
  const reaches = new Map<Digest, Reach>();
  for (const { descriptor } of index?.entries ?? []) {
    try {
      const reach = reacher.reach(descriptor);
      if (reach !== null) reaches.set(reach.root, reach);
    } catch (error) {
      // Nothing is removed while an entry is missing here, so that it is only this one that cannot be used.
      if (!isUnreadable(error)) throw error;
    }
  }
  const damage: Problem = {
    code: 'store-index-damaged',
    severity: 'error',
    where: { member: 'index.json' },
    values: {},
  };
  return {
    folder,
    archive,
    images: archive?.contents.images ?? [],
    entries: index?.entries ?? [],
    reaches,
    blobs,
    records: readRecords(folder),
    problems: [...(index === null ? [damage] : []), ...(archive?.contents.problems ?? [])],
  };
}

function isUnreadable(error: unknown): boolean {
  const code = error instanceof EngineError ? error.failure.code : '';
  return code === 'permission-denied' || code === 'not-readable';
}

function isNoImage(error: unknown): boolean {
  return error instanceof EngineError && error.failure.code === 'not-an-image';
}

/** Names one unchanged file, by whichever path it was found. */
function keyOf(location: BlobLocation): string {
  if (location.kind === 'inline') return Buffer.from(location.bytes).toString('base64');
  const { device, inode, changed } = location.identity;
  return `${device} ${inode} ${changed}`;
}

function emptyLibrary(folder: string): Library {
  return {
    folder,
    state: '',
    archive: null,
    images: [],
    entries: [],
    reaches: new Map(),
    blobs: new Map(),
    records: new Map(),
    problems: [],
  };
}

/** Differs after every change of index.json: each is another file. */
function indexState(folder: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(storePaths(folder).index, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch {
    return '';
  }
}
