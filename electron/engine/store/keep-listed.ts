import type { Digest } from '../../../shared/model/digest.ts';
import { Reacher, type ReachedManifest } from './reach.ts';
import { findStored, locateBlob } from './store-blobs.ts';
import { commitIndex, namedEntry, readStoreIndex, type IndexEntry } from './store-index.ts';
import type { StoreLock } from './store-lock.ts';

/** Images that entries of index.json lead to, by their manifests, through documents of a wrong size as well. */
export function listedManifests(folder: string): ReadonlyMap<Digest, ReachedManifest> {
  const reacher = new Reacher(({ digest }) =>
    digest === null ? null : locateBlob(folder, digest),
  );
  const listed = new Map<Digest, ReachedManifest>();
  for (const { descriptor } of readStoreIndex(folder)?.entries ?? []) {
    for (const manifest of reacher.reach(descriptor)?.manifests ?? []) {
      if (manifest.isImage) listed.set(manifest.digest, manifest);
    }
  }
  return listed;
}

/**
 * Gives an entry without a name to each image that was listed before and is not any more, because the index of platforms
 * that led to it was damaged and moved aside. Throws like `commitIndex`.
 */
export function keepListed(
  folder: string,
  lock: StoreLock,
  before: ReadonlyMap<Digest, ReachedManifest>,
): void {
  const index = readStoreIndex(folder);
  if (index === null) return;
  const after = listedManifests(folder);
  const lost = [...before.values()].flatMap(
    ({ digest, mediaType, bytes }): readonly IndexEntry[] => {
      const entry = namedEntry({ mediaType, digest, size: bytes }, null);
      const isThere = findStored(folder, entry.descriptor) !== null;
      return isThere && !after.has(digest) ? [entry] : [];
    },
  );
  if (lost.length > 0) commitIndex(folder, lock, index.document, [...index.entries, ...lost]);
}
