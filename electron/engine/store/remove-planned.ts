import { dirname } from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import type { RemovalPlan, RemovalResult } from '../../../shared/model/store.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { removeFile, syncFolder } from './durable-files.ts';
import { refuseForeign } from './ensure-store.ts';
import { readRecords, writeRecords } from './layer-records.ts';
import type { Library } from './library.ts';
import { usedDigests } from './list-images.ts';
import { requireOwnFolder } from './own-folders.ts';
import { fileBytes } from './store-blobs.ts';
import { commitIndex, requireStoreIndex, type IndexEntry } from './store-index.ts';
import { withLock } from './store-lock.ts';
import { blobPath, storePaths } from './store-paths.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';

/**
 * Does what a plan says: first the index is written without the entries, then the blobs go. A blob that something else
 * began to use since the plan was made stays, and so does one that the plan does not list. Throws `EngineError`
 * `store-damaged`, `store-busy`, `not-writable`, `permission-denied`, `disk-full`, `cancelled`; what is interrupted
 * after the index was written leaves blobs that nothing names, which `planPrune` finds.
 */
export async function removePlanned(
  folder: string,
  plan: RemovalPlan,
  options: StoreOptions = {},
): Promise<RemovalResult> {
  const { work = inlineWork, signal } = options;
  refuseForeign(folder);
  return withLock(folder, options, async (lock) => {
    const index = requireStoreIndex(folder);
    const entries = index.entries.filter((entry) => !isPlanned(entry, plan));
    throwIfCancelled(signal ?? null);
    requireTrueSizes(folder, index.entries);
    if (entries.length < index.entries.length) commitIndex(folder, lock, index.document, entries);
    const library = await work.read(folder, {});
    if (!hasAll(library, entries)) throw new EngineError('store-damaged', { name: 'index.json' });
    lock.assertHeld();
    return removeBlobs(folder, plan, usedDigests(library));
  });
}

/** Whether what was read is what is meant to stay: by a library that misses an entry nothing may be removed. */
function hasAll(library: Library, entries: readonly IndexEntry[]): boolean {
  return entries.every(
    ({ descriptor: { digest } }) => digest === null || library.reaches.has(digest),
  );
}

/**
 * An entry that states another size than its blob has leads to nothing until a repair sets it right: what it should hold
 * on to would be taken for what nothing names, and what goes with it would not be told. Throws `EngineError`
 * `store-damaged`.
 */
function requireTrueSizes(folder: string, entries: readonly IndexEntry[]): void {
  for (const { descriptor } of entries) {
    const { digest, size } = descriptor;
    const bytes = digest === null ? null : fileBytes(blobPath(folder, digest));
    if (bytes !== null && size !== null && bytes !== size) {
      throw new EngineError('store-damaged', { name: 'index.json' });
    }
  }
}

function isPlanned({ descriptor, reference }: IndexEntry, plan: RemovalPlan): boolean {
  return plan.entries.some(
    (entry) => entry.digest === descriptor.digest && entry.reference === reference,
  );
}

/** Documents go first: of an image that is half removed nothing is left that could be taken for it. */
function removeBlobs(folder: string, plan: RemovalPlan, used: ReadonlySet<Digest>): RemovalResult {
  const order = ['index', 'manifest', 'config', 'layer', 'blob', 'unreferenced'];
  const blobs = plan.blobs.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const free = blobs.filter(({ digest }) => !used.has(digest));
  const folders = new Set<string>();
  const removed = new Set<Digest>();
  let freedBytes = 0;
  for (const { digest } of free) {
    const path = blobPath(folder, digest);
    requireOwnFolder(storePaths(folder).blobs);
    requireOwnFolder(dirname(path));
    const bytes = fileBytes(path);
    if (bytes === null) continue;
    removeFile(path);
    removed.add(digest);
    folders.add(digest.slice(0, digest.indexOf(':')));
    freedBytes += bytes;
  }
  for (const algorithm of folders) flush(`${storePaths(folder).blobs}/${algorithm}`);
  forget(folder, removed);
  const stillUsed = blobs.length - free.length;
  return { removedBlobs: removed.size, freedBytes, stillUsed };
}

function flush(folder: string): void {
  try {
    syncFolder(folder);
  } catch (error) {
    throw fileError(error, 'blobs');
  }
}

function forget(folder: string, digests: ReadonlySet<Digest>): void {
  const records = readRecords(folder);
  const left = new Map([...records].filter(([digest]) => !digests.has(digest)));
  if (left.size < records.size) writeRecords(folder, left);
}
