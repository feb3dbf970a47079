import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface CacheFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was last used: milliseconds since 1970. */
  readonly used: number;
}

const temporarySuffix = '.part';
/** A temporary file of this age, in milliseconds, was left by a program that has ended. */
const staleAge = 60 * 60 * 1000;

/** A pipe is not waited for, and a link not followed: neither is a file of the cache. Windows has neither flag. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A whole file in memory of its own; null when there is none, or it has more than `limit` bytes. */
export function readCacheFile(path: string, limit: number): ArrayBuffer | null {
  let descriptor = -1;
  try {
    descriptor = openSync(path, readFlags);
    const stats = fstatSync(descriptor);
    const { size } = stats;
    if (!stats.isFile() || size > limit) return null;
    const bytes = new Uint8Array(size);
    let done = 0;
    while (done < size) {
      const count = readSync(descriptor, bytes, done, size - done, done);
      if (count === 0) return null;
      done += count;
    }
    return bytes.buffer;
  } catch {
    return null;
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

/** Writes a file so that others find the old one or the whole new one. False when it could not be written. */
export function writeCacheFile(folder: string, name: string, bytes: Uint8Array): boolean {
  const temporary = join(folder, `${randomUUID()}${temporarySuffix}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, join(folder, name));
    return true;
  } catch {
    removeCacheFile(temporary);
    return false;
  }
}

export function removeCacheFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays, and is met again.
  }
}

/** Marks a file as just used. */
export function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // It counts as used when it was written.
  }
}

/** The files of a folder whose names end with one of `suffixes`; what interrupted writes left is removed. */
export function listCache(folder: string, suffixes: readonly string[]): readonly CacheFile[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.endsWith(temporarySuffix)) {
      const age = Date.now() - (statusOf(path)?.used ?? Date.now());
      if (age > staleAge) removeCacheFile(path);
      return [];
    }
    if (!suffixes.some((suffix) => name.endsWith(suffix))) return [];
    const status = statusOf(path);
    return status === null ? [] : [status];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statusOf(path: string): CacheFile | null {
  try {
    const { size, mtimeMs } = statSync(path);
    return { path, bytes: size, used: mtimeMs };
  } catch {
    return null;
  }
}
