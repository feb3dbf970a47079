import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { makeFolder, syncFolder, writeError } from './durable-files.ts';
import { storePaths } from './store-paths.ts';

/**
 * Moves something out of the way without losing it, and answers where it is now, below the store's folder. Throws
 * `EngineError`, with everything where it was.
 */
export function moveAside(folder: string, path: string): string {
  const { quarantine } = storePaths(folder);
  makeFolder(quarantine);
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const target = join(quarantine, `${time}-${randomUUID().slice(0, 8)}-${basename(path)}`);
  try {
    renameSync(path, target);
    syncFolder(quarantine);
    return relative(folder, target).split('\\').join('/');
  } catch (error) {
    throw writeError(error, basename(path));
  }
}
