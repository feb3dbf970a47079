import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { hashBlob } from '../bytes/hash-blob.ts';
import { locateFile, withBlob } from '../bytes/random-access.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { isTemporary, namesIn, syncFolder, writeError } from './durable-files.ts';
import { blobPath, storePaths } from './store-paths.ts';

/** A blob as a file of the store. */
export interface StoredBlob {
  readonly digest: Digest;
  readonly path: string;
  readonly bytes: number;
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
  for (const algorithm of namesIn(root)) {
    const within = join(root, algorithm);
    if (!isFolder(within)) {
      foreign.push(within);
      continue;
    }
    for (const name of namesIn(within)) {
      const path = join(within, name);
      const bytes = fileBytes(path);
      const digest = parseDigest(`${algorithm}:${name}`);
      if (isTemporary(name)) temporary.push(path);
      else if (digest === null || bytes === null) foreign.push(path);
      else blobs.set(digest, { digest, path, bytes });
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
      if (isFolder(within)) syncFolder(within);
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

/** Where a blob of the store lies; null when it is not there. */
export function locateBlob(folder: string, digest: Digest): FileRange | null {
  const path = blobPath(folder, digest);
  return fileBytes(path) === null ? null : locateFile(path);
}

/** A blob of the store by its descriptor, one whose size is not the stated one excepted: it is damaged. */
export function findStored(folder: string, descriptor: Descriptor): FileRange | null {
  const location = descriptor.digest === null ? null : locateBlob(folder, descriptor.digest);
  const isWhole =
    location !== null && (descriptor.size === null || descriptor.size === location.length);
  return isWhole ? location : null;
}

/** Bytes of a regular file; null for anything else. */
export function fileBytes(path: string): number | null {
  try {
    const stats = lstatSync(path);
    return stats.isFile() ? stats.size : null;
  } catch {
    return null;
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
