import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';

const temporaryStart = '.layerscope-';
const temporaryEnd = '.part';

/** A name for a file that becomes another one by a rename. In the same folder, so that the rename cannot fail half way. */
export function temporaryPath(folder: string): string {
  return join(folder, `${temporaryStart}${randomUUID()}${temporaryEnd}`);
}

/** Whether a file is one that an interrupted write of this program left. */
export function isTemporary(name: string): boolean {
  return name.startsWith(temporaryStart) && name.endsWith(temporaryEnd);
}

/**
 * Puts a file in its place so that, whatever happens, the whole old one or the whole new one is there: temporary file
 * in the same folder, flush, rename, flush of the folder. Throws `EngineError` `disk-full`, `not-writable`,
 * `permission-denied`, leaving nothing behind.
 */
export function writeDurable(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = temporaryPath(folder);
  try {
    const descriptor = openSync(temporary, 'wx', 0o644);
    try {
      writeWhole(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameDurable(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw writeError(error, basename(path));
  }
}

/** Writes all bytes at the descriptor's position. Throws what the system throws. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Renames over whatever is there, and makes that lasting. Throws what the system throws. */
function renameDurable(from: string, to: string): void {
  renameOver(from, to);
  syncFolder(dirname(to));
}

/**
 * Renames over whatever is there; it lasts once the folder is flushed. On Windows a file that somebody reads this moment
 * (a virus scanner, say) cannot be replaced for that moment. Throws what the system throws.
 */
export function renameOver(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      return renameSync(from, to);
    } catch (error) {
      const isPassing = process.platform === 'win32' && attempt < 20 && isBusy(error);
      if (!isPassing) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * attempt);
    }
  }
}

/** Makes new names in a folder last through a loss of power. Windows does so by itself and opens no folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some network file systems cannot flush a folder.
    if (systemCode(error) !== 'EINVAL') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a folder and those above it that are missing. Throws `EngineError`. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, basename(folder));
  }
}

/** The names in a folder in a fixed order; none when it is not there. Throws `EngineError` when it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw fileError(error, basename(folder));
  }
}

/** A pipe in the place of a file is not waited for, and a link not followed (POSIX open). Windows has neither flag. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * All bytes of a document of the store; null when there is none. Nothing is read of what cannot be one, because it is no
 * file or larger than documents may be: it is as damaged as an empty one. Throws `EngineError` when it cannot be read.
 */
export function readIfThere(path: string): Uint8Array | null {
  let descriptor = -1;
  try {
    descriptor = openSync(path, readFlags);
    const stats = fstatSync(descriptor);
    const canBe = stats.isFile() && stats.size <= limits.jsonBytes;
    return canBe ? readFileSync(descriptor) : new Uint8Array();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    if (notFiles.has(systemCode(error))) return new Uint8Array();
    throw fileError(error, basename(path));
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

/** What opening something else than a file gives: a link, a socket, a folder on Windows. */
const notFiles: ReadonlySet<string> = new Set(['ELOOP', 'ENXIO', 'EISDIR']);

/** Removes a file; it is no error when it is gone already. Throws `EngineError` when it cannot be removed. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw writeError(error, basename(path));
  }
}

/** Removes what would only be litter: when that fails it stays, and `checkStore` meets it. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays.
  }
}

/** Like `fileError`, for writing: what is not known better is `not-writable`. */
export function writeError(error: unknown, name: string): EngineError {
  const known = fileError(error, name);
  return known.failure.code === 'not-readable' && !(error instanceof EngineError)
    ? new EngineError('not-writable', { name }, { cause: error })
    : known;
}

/** `ENOENT` and the like; empty for what is no error of the system. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

function isBusy(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error));
}
