import type { NameMove } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { refuseForeign } from './ensure-store.ts';
import { requireTarget } from './find-image.ts';
import { dropName, entryNamed, putEntry } from './index-edit.ts';
import { nameToGive } from './place-reference.ts';
import { commitIndex, requireStoreIndex } from './store-index.ts';
import { withLock } from './store-lock.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';

/**
 * Gives what `target` names one more name. A name that stood for something else moves, and what it stood for stays.
 * Throws `EngineError` `image-unknown`, `image-ambiguous`, `reference-invalid`, and what writing gives.
 */
export async function tagImage(
  folder: string,
  target: string,
  reference: string,
  options: StoreOptions = {},
): Promise<readonly NameMove[]> {
  const name = nameToGive(reference);
  const { work = inlineWork, signal } = options;
  refuseForeign(folder);
  return withLock(folder, options, async (lock) => {
    const index = requireStoreIndex(folder);
    const [root] = requireTarget(await work.read(folder, { signal }), target).roots;
    const entry = index.entries.find(({ descriptor }) => descriptor.digest === root);
    if (entry === undefined) throw new EngineError('image-unknown', { name: target });
    const { entries, moved } = putEntry(index.entries, entry.raw, [name]);
    commitIndex(folder, lock, index.document, entries);
    return moved;
  });
}

/** Takes a name away; the image stays, even without any name. Throws `EngineError` `image-unknown`, and see `tagImage`. */
export async function untagImage(
  folder: string,
  reference: string,
  options: StoreOptions = {},
): Promise<void> {
  refuseForeign(folder);
  await withLock(folder, options, (lock) => {
    const index = requireStoreIndex(folder);
    if (entryNamed(index.entries, reference) === null) {
      throw new EngineError('image-unknown', { name: reference });
    }
    commitIndex(folder, lock, index.document, dropName(index.entries, reference));
  });
}
