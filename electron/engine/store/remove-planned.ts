import type { Digest } from '../../../shared/model/digest.ts';
import type { RemovalPlan, RemovalResult } from '../../../shared/model/store.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import { fileError } from '../bytes/engine-error.ts';
import { removeFile, syncFolder } from './durable-files.ts';
import { refuseForeign } from './ensure-store.ts';
import { readRecords, writeRecords } from './layer-records.ts';
import { heldDigests, Reacher } from './reach.ts';
import { fileBytes, findStored } from './store-blobs.ts';
import { commitIndex, requireStoreIndex, type IndexEntry } from './store-index.ts';
import { withLock } from './store-lock.ts';
import { blobPath, storePaths } from './store-paths.ts';
import type { StoreOptions } from './store-work.ts';

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
  refuseForeign(folder);
  return withLock(folder, options, (lock) => {
    const index = requireStoreIndex(folder);
    const entries = index.entries.filter((entry) => !isPlanned(entry, plan));
    throwIfCancelled(options.signal ?? null);
    if (entries.length < index.entries.length) commitIndex(folder, lock, index.document, entries);
    const used = digestsUsed(folder, entries);
    lock.assertHeld();
    return removeBlobs(folder, plan, used);
  });
}

function isPlanned({ descriptor, reference }: IndexEntry, plan: RemovalPlan): boolean {
  return plan.entries.some(
    (entry) => entry.digest === descriptor.digest && entry.reference === reference,
  );
}

function digestsUsed(folder: string, entries: readonly IndexEntry[]): ReadonlySet<Digest> {
  const reacher = new Reacher((descriptor) => findStored(folder, descriptor));
  const used = new Set<Digest>();
  for (const { descriptor } of entries) {
    const reach = reacher.reach(descriptor);
    if (reach === null) continue;
    for (const digest of heldDigests(reach)) used.add(digest);
  }
  return used;
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
