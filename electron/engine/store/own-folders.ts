import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EngineError } from '../bytes/engine-error.ts';
import { makeFolder, systemCode, writeError } from './durable-files.ts';

/** What a path is, links as links. Null where nothing is, or nothing can be told of it. */
export function kindOfPath(path: string): 'file' | 'folder' | 'other' | null {
  try {
    const stats = lstatSync(path);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch {
    return null;
  }
}

/**
 * Makes a folder inside of the store, one part after another. None of them may be a link: it could lead out of the
 * store, and whatever is written or removed behind it belongs to somebody else. Throws `EngineError` `store-damaged`, and
 * what making folders gives.
 */
export function makeOwnFolder(folder: string, ...parts: readonly string[]): void {
  makeFolder(folder);
  let path = folder;
  for (const part of parts) {
    path = join(path, part);
    try {
      mkdirSync(path);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw writeError(error, part);
    }
    requireOwnFolder(path);
  }
}

/** Throws `EngineError` `store-damaged` for what is no folder itself: a file, or a link. */
export function requireOwnFolder(path: string): void {
  if (kindOfPath(path) !== 'folder')
    throw new EngineError('store-damaged', { name: basename(path) });
}

/**
 * Gives what stands in the way another name beside the old one, and answers that name. For what cannot go to quarantine,
 * because quarantine lies behind it. Throws `EngineError`.
 */
export function renameAside(path: string): string {
  const name = `${basename(path)}.${randomUUID().slice(0, 8)}.aside`;
  try {
    renameSync(path, join(path, '..', name));
    return name;
  } catch (error) {
    throw writeError(error, basename(path));
  }
}
