import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { beginUnfinished, endUnfinished } from '../bytes/unfinished-places.ts';

/**
 * Lets `write` make a file or a folder beside its destination and moves it there once it is whole and on the disk, so
 * that whatever happens the destination holds the old content or the new one. Rejects with `EngineError` `disk-full`,
 * `not-writable`, `permission-denied`, and what `write` throws, leaving nothing behind.
 */
export async function writeBeside<Result>(
  destination: string,
  write: (temporary: string) => Promise<Result>,
): Promise<Result> {
  // Not made from the destination's name, which may be as long as names can be.
  const temporary = path.join(path.dirname(destination), `.layerscope-${randomUUID()}.part`);
  beginUnfinished(temporary);
  try {
    const result = await write(temporary);
    await rename(temporary, destination);
    await syncParent(destination);
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw outputError(error, path.basename(destination));
  } finally {
    endUnfinished(temporary);
  }
}

/** Errors of the system as failures; what is not known better is `not-writable`. */
export function outputError(error: unknown, name: string): EngineError {
  if (error instanceof EngineError) return error;
  const known = fileError(error, name);
  return known.failure.code === 'not-readable' ? new EngineError('not-writable', { name }) : known;
}

/** Makes the new name last. Windows does so by itself. */
export async function syncParent(destination: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path.dirname(destination), 'r');
  try {
    await folder.sync();
  } catch {
    // Some network file systems cannot flush a folder; the file itself was flushed.
  } finally {
    await folder.close();
  }
}
