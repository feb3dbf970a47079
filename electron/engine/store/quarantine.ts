import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { syncFolder, writeError } from './durable-files.ts';
import { makeOwnFolder } from './own-folders.ts';
import { storePaths } from './store-paths.ts';

/** Bytes that are kept of a name. */
const longestName = 150;

/**
 * Moves something out of the way without losing it, and answers where it is now, below the store's folder. Throws
 * `EngineError`, with everything where it was.
 */
export function moveAside(folder: string, path: string): string {
  const { own, quarantine } = storePaths(folder);
  makeOwnFolder(folder, basename(own), basename(quarantine));
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  // A name may be as long as names can be.
  const name = Buffer.from(basename(path)).subarray(0, longestName).toString();
  const target = join(quarantine, `${time}-${randomUUID().slice(0, 8)}-${name}`);
  try {
    renameSync(path, target);
    syncFolder(quarantine);
    return relative(folder, target).split('\\').join('/');
  } catch (error) {
    throw writeError(error, basename(path));
  }
}
