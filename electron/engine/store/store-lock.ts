import { linkSync, lstatSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../bytes/engine-error.ts';
import { namesIn, removeFile, removeQuietly, systemCode, writeError } from './durable-files.ts';
import { hasEnded, newOwner, parseOwner, type LockOwner } from './lock-owner.ts';
import { kindOfPath, makeOwnFolder, renameAside } from './own-folders.ts';
import { storePaths } from './store-paths.ts';

/** The right to change a store, held by one piece of work of one process at a time. */
export interface StoreLock {
  /** Throws `EngineError` `store-lock-lost` when somebody took the lock because nothing was heard from here for long. */
  readonly assertHeld: () => void;
  /** Gives the lock back. Doing so twice is no error. */
  readonly release: () => void;
}

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for another writer; default: as long as it takes. */
  readonly patience?: number | undefined;
  /** Told once when another writer has to be waited for, with the number of its process where that is known. */
  readonly waiting?: ((pid: number | null) => void) | undefined;
}

/** Bytes of a lock file. */
const longestLock = 4096;
const heartbeat = 2000;
const pollEvery = 50;
/** Milliseconds of waiting that nobody is told of. */
const briefWait = 1000;
/** Polls without a heartbeat after which an owner that seems to run counts as stuck: about a minute. */
const silentPolls = 1200;
/** A file that names no owner is being written this moment, or was left by a process that was killed: 5 seconds. */
const unwrittenPolls = 100;

/**
 * Waits until no other writer is at work, in this process or another one, and takes the store's lock. A lock whose
 * owner has ended is taken over. Throws `EngineError` `store-busy` when the patience is over, `cancelled`,
 * `store-damaged` where something else is in the place of this program's folder, `not-writable`, `permission-denied`, `disk-full`.
 */
export async function acquireLock(folder: string, options: LockOptions = {}): Promise<StoreLock> {
  const { lock: path, own } = storePaths(folder);
  makeOwnFolder(folder, basename(own));
  const owner = newOwner();
  await acquire(path, owner, options);
  sweep(path);
  return new HeldLock(path, owner);
}

/** Does `work` while holding the lock. */
export async function withLock<Result>(
  folder: string,
  options: LockOptions,
  work: (lock: StoreLock) => Promise<Result> | Result,
): Promise<Result> {
  const lock = await acquireLock(folder, options);
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}

class HeldLock implements StoreLock {
  readonly #path: string;
  readonly #owner: LockOwner;
  readonly #timer: NodeJS.Timeout;

  constructor(path: string, owner: LockOwner) {
    this.#path = path;
    this.#owner = owner;
    this.#timer = setInterval(() => this.#beat(), heartbeat);
    this.#timer.unref();
  }

  readonly assertHeld = (): void => {
    if (readLock(this.#path)?.token !== this.#owner.token) throw new EngineError('store-lock-lost');
  };

  readonly release = (): void => {
    clearInterval(this.#timer);
    giveBack(this.#path, this.#owner);
  };

  #beat(): void {
    if (readLock(this.#path)?.token !== this.#owner.token) return;
    const now = new Date();
    try {
      utimesSync(this.#path, now, now);
    } catch {
      // The next beat tries again.
    }
  }
}

async function acquire(path: string, owner: LockOwner, options: LockOptions): Promise<void> {
  const started = performance.now();
  const watch = new SilenceWatch();
  let isTold = false;
  for (;;) {
    if (options.signal?.aborted === true) throw new EngineError('cancelled');
    if (create(path, owner)) return;
    const seen = readLock(path);
    if (seen === null) continue;
    if (watch.isStale(seen)) {
      await breakLock(path, seen, options);
      continue;
    }
    if (performance.now() - started > (options.patience ?? Number.POSITIVE_INFINITY)) {
      throw new EngineError('store-busy', { pid: seen.owner?.pid ?? 0 });
    }
    // What is over in a moment is not worth a word.
    if (!isTold && performance.now() - started > briefWait) {
      isTold = true;
      options.waiting?.(seen.owner?.pid ?? null);
    }
    // A little chance keeps two waiters from meeting at every poll.
    await delay(pollEvery * (0.75 + Math.random() / 2));
  }
}

/**
 * Removes a stale lock. Two processes may find the same lock stale, and the slower one must not remove the lock that
 * the faster one has taken since: so whoever removes the lock of a token must hold a lock of that token's name, and
 * look again. That lock can become stale too, and is then broken in the same way.
 */
async function breakLock(path: string, seen: SeenLock, options: LockOptions): Promise<void> {
  const guard = join(dirname(path), `lock.${seen.token}.takeover`);
  const owner = newOwner();
  await acquire(guard, owner, options);
  try {
    if (readLock(path)?.token === seen.token) clear(path);
  } finally {
    giveBack(guard, owner);
  }
}

/** Removes what is in the place of the lock. A folder is no lock, and may hold something: it gets another name. */
function clear(path: string): void {
  if (kindOfPath(path) === 'folder') renameAside(path);
  else removeFile(path);
}

/** Makes the lock file, whole from the first moment, unless there is one. */
function create(path: string, owner: LockOwner): boolean {
  const text = JSON.stringify(owner);
  const temporary = join(dirname(path), `lock.${owner.token}.part`);
  try {
    writeFileSync(temporary, text, { flag: 'w' });
    try {
      linkSync(temporary, path);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      if (systemCode(error) === 'ENOENT') return false;
      return createWithoutLink(path, text);
    }
  } catch (error) {
    throw writeError(error, basename(path));
  } finally {
    removeQuietly(temporary);
  }
}

/** For file systems without hard links: not whole for a moment, which readers allow for. */
function createWithoutLink(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function giveBack(path: string, owner: LockOwner): void {
  if (readLock(path)?.token === owner.token) removeQuietly(path);
}

interface SeenLock {
  readonly owner: LockOwner | null;
  /** The owner's, or something that stands for this very file when it names no owner. */
  readonly token: string;
  /** When it was last heard from. */
  readonly beat: number;
}

/** Null when there is none. One that cannot be read, of another user say, names no owner. */
function readLock(path: string): SeenLock | null {
  try {
    const stats = lstatSync(path);
    const { mtimeMs, ino } = stats;
    const isLock = stats.isFile() && stats.size <= longestLock;
    const owner = isLock ? parseOwner(readText(path)) : null;
    return { owner, token: owner?.token ?? `file-${ino}-${Math.trunc(mtimeMs)}`, beat: mtimeMs };
  } catch {
    return null;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw error;
    return '';
  }
}

/**
 * Tells silence by counting polls, not by the clock: a machine that slept has not been silent, neither has one whose
 * clock was set.
 */
class SilenceWatch {
  #key = '';
  #polls = 0;

  isStale(seen: SeenLock): boolean {
    if (seen.owner !== null && hasEnded(seen.owner)) return true;
    const key = `${seen.token} ${seen.beat}`;
    this.#polls = key === this.#key ? this.#polls + 1 : 0;
    this.#key = key;
    return this.#polls >= (seen.owner === null ? unwrittenPolls : silentPolls);
  }
}

/** Removes what processes left that were killed while they took a lock. */
function sweep(path: string): void {
  const oldest = Date.now() - silentPolls * pollEvery;
  for (const name of namesIn(dirname(path))) {
    if (!/^lock\..*\.(?:part|takeover)$/.test(name)) continue;
    const litter = join(dirname(path), name);
    const seen = readLock(litter);
    if (seen !== null && seen.beat < oldest) removeQuietly(litter);
  }
}
