import { lstatSync, type BigIntStats } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { hashBlob } from '../bytes/hash-blob.ts';
import { locateStats, withBlob } from '../bytes/random-access.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { isTemporary, namesIn, syncFolder, writeError } from './durable-files.ts';
import { kindOfPath } from './own-folders.ts';
import { blobPath, storePaths } from './store-paths.ts';

/** A blob as a file of the store. */
export interface StoredBlob {
  readonly digest: Digest;
  readonly path: string;
  readonly bytes: number;
  readonly location: FileRange;
}

/** What lies where blobs should. */
export interface BlobListing {
  readonly blobs: ReadonlyMap<Digest, StoredBlob>;
  /** Paths of what interrupted writes left. */
  readonly temporary: readonly string[];
  /** Paths of what is no blob: another kind of file, or a name that is no digest. */
  readonly foreign: readonly string[];
}

/** Lists all blobs of a store by their names and sizes; nothing is read. Throws `EngineError`. */
export function listBlobs(folder: string): BlobListing {
  const { blobs: root } = storePaths(folder);
  const blobs = new Map<Digest, StoredBlob>();
  const temporary: string[] = [];
  const foreign: string[] = [];
  // A link in place of a folder leads out of the store: nothing behind it is the store's.
  const kind = kindOfPath(root);
  if (kind !== 'folder') return { blobs, temporary, foreign: kind === null ? [] : [root] };
  for (const algorithm of namesIn(root)) {
    const within = join(root, algorithm);
    if (kindOfPath(within) !== 'folder') {
      foreign.push(within);
      continue;
    }
    for (const name of namesIn(within)) {
      const path = join(within, name);
      const location = locateRegular(path);
      const digest = parseDigest(`${algorithm}:${name}`);
      if (isTemporary(name) && location !== null) temporary.push(path);
      else if (digest === null || location === null) foreign.push(path);
      else blobs.set(digest, { digest, path, bytes: location.length, location });
    }
  }
  return { blobs, temporary, foreign };
}

/** Makes the names of all blobs last: to be done before an index names them. Throws `EngineError`. */
export function syncBlobs(folder: string): void {
  const { blobs } = storePaths(folder);
  try {
    for (const algorithm of namesIn(blobs)) {
      const within = join(blobs, algorithm);
      if (kindOfPath(within) === 'folder') syncFolder(within);
    }
    syncFolder(blobs);
  } catch (error) {
    throw writeError(error, 'blobs');
  }
}

/** Whether a blob is there and is what its digest says, which reads all of it: for documents. */
export function isStored(folder: string, digest: Digest): boolean {
  const location = locateBlob(folder, digest);
  if (location === null) return false;
  const options = { isCancelled: () => false, progress: () => {} };
  return withBlob(location, (source) => hashBlob(source, digest, options)) === digest;
}

/** Where a blob of the store lies; null when it is not there, or behind a link. */
export function locateBlob(folder: string, digest: Digest): FileRange | null {
  const path = blobPath(folder, digest);
  const isOwn = [storePaths(folder).blobs, dirname(path)].every(
    (each) => kindOfPath(each) === 'folder',
  );
  return isOwn ? locateRegular(path) : null;
}

/** A blob of the store by its descriptor, one whose size is not the stated one excepted: it is damaged. */
export function findStored(folder: string, descriptor: Descriptor): FileRange | null {
  const { digest } = descriptor;
  return digest === null ? null : ifWhole(locateBlob(folder, digest), descriptor);
}

/** Like `findStored`, among blobs that have been listed. */
export function findListed(
  blobs: ReadonlyMap<Digest, StoredBlob>,
  descriptor: Descriptor,
): FileRange | null {
  const { digest } = descriptor;
  return digest === null ? null : ifWhole(blobs.get(digest)?.location ?? null, descriptor);
}

/** Bytes of a regular file; null for anything else. */
export function fileBytes(path: string): number | null {
  return locateRegular(path)?.length ?? null;
}

function ifWhole(location: FileRange | null, { size }: Descriptor): FileRange | null {
  return size === null || size === location?.length ? location : null;
}

/** A regular file as it is now; null for anything else, links among them. */
function locateRegular(path: string): FileRange | null {
  const stats = statsOf(path);
  return stats?.isFile() === true ? locateStats(path, stats) : null;
}

function statsOf(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}
