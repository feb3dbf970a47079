import { EngineError, isCancelled } from '../bytes/engine-error.ts';

/** A `Map` or `WeakMap` of what has been asked for. */
interface Shelf<Key, Result> {
  get(key: Key): Promise<Result> | undefined;
  set(key: Key, made: Promise<Result>): unknown;
  delete(key: Key): boolean;
}

/**
 * What `make` makes of `key`, made once and then remembered for as long as the key is. Whoever asks meanwhile waits for
 * the same work; when its owner gives it up, the next one does it. What fails is forgotten.
 *
 * @throws EngineError `cancelled` when the signal aborts, and what `make` throws
 */
export async function remembered<Key, Result>(
  known: Shelf<Key, Result>,
  key: Key,
  make: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  for (;;) {
    if (signal?.aborted === true) throw new EngineError('cancelled');
    const before = known.get(key);
    const work = before ?? make();
    if (before === undefined) {
      known.set(key, work);
      work.catch(() => {
        if (known.get(key) === work) known.delete(key);
      });
    }
    try {
      return await work;
    } catch (error) {
      // The work was that of somebody else, who gave it up: this one goes on.
      if (before === undefined || !isCancelled(error)) throw error;
      if (known.get(key) === before) known.delete(key);
    }
  }
}
