import { closeSync, constants, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import type { BlobLocation, FileRange } from './blob-location.ts';
import { EngineError, fileError } from './engine-error.ts';
import { identityOfDescriptor, identityOfStats, sameIdentity } from './file-identity.ts';

/**
 * Bytes that can be read from any place. Reads are synchronous: they run in worker threads, and a synchronous read of
 * a cached page costs a fraction of an asynchronous one.
 */
export interface RandomAccess {
  /** Bytes there are. */
  readonly size: number;
  /**
   * Fills `target` with the bytes from `position` on and returns how many there were: less than `target.length` only
   * at the end. Throws `EngineError` with `source-changed` when the file has become another one, or shorter, since it
   * was opened, and `not-readable` when the medium fails.
   */
  read(target: Uint8Array, position: number): number;
  /**
   * To be asked once everything has been read and before it counts: throws `EngineError` `source-changed` when somebody
   * wrote to the file meanwhile, so that what was read may be of two states of it.
   */
  confirm(): void;
  /** Gives back the file. Reading afterwards is an error. Closing twice is none. */
  close(): void;
}

/**
 * Opens a blob for reading. The range is clipped to the file's end. Throws `EngineError`: `source-changed` when the
 * file is not the one that was opened at first, `not-found`, `permission-denied`, `not-readable`.
 */
export function openBlob(location: BlobLocation): RandomAccess {
  return location.kind === 'inline' ? new InlineAccess(location.bytes) : new FileAccess(location);
}

/** Opens a blob, hands it to `use`, and closes it whatever happens. What was read in a file that changed does not count. */
export function withBlob<Result>(
  location: BlobLocation,
  use: (source: RandomAccess) => Result,
): Result {
  const source = openBlob(location);
  try {
    const result = use(source);
    source.confirm();
    return result;
  } finally {
    source.close();
  }
}

/** Bytes in memory as a `RandomAccess`. */
export function openBytes(bytes: Uint8Array): RandomAccess {
  return new InlineAccess(bytes);
}

/** The location of a whole file as it is now. Throws `EngineError` when there is no such file. */
export function locateFile(path: string): FileRange {
  try {
    return locateStats(path, statSync(path, { bigint: true }));
  } catch (error) {
    throw fileError(error, basename(path));
  }
}

/** The location of a whole file of which the system has just been asked. */
export function locateStats(path: string, stats: BigIntStats): FileRange {
  const identity = identityOfStats(stats);
  return { kind: 'file', path, offset: 0, length: identity.size, identity };
}

/** All bytes of a source, or at most `limit` of them from its beginning. */
export function readStart(source: RandomAccess, limit: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(source.size, limit));
  return bytes.subarray(0, source.read(bytes, 0));
}

class InlineAccess implements RandomAccess {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  read(target: Uint8Array, position: number): number {
    const start = Math.min(Math.max(position, 0), this.size);
    const end = Math.min(start + target.length, this.size);
    target.set(this.#bytes.subarray(start, end));
    return end - start;
  }

  confirm(): void {}

  close(): void {}
}

class FileAccess implements RandomAccess {
  readonly size: number;
  readonly #location: FileRange;
  #descriptor: number;

  constructor(location: FileRange) {
    this.#location = location;
    this.#descriptor = openFile(location.path);
    try {
      this.confirm();
    } catch (error) {
      this.close();
      throw error;
    }
    this.size = Math.max(0, Math.min(location.length, location.identity.size - location.offset));
  }

  read(target: Uint8Array, position: number): number {
    const start = Math.min(Math.max(position, 0), this.size);
    const wanted = Math.min(target.length, this.size - start);
    let done = 0;
    while (done < wanted) {
      const count = this.#readOnce(target, done, wanted - done, start + done);
      if (count === 0) throw this.#changed();
      done += count;
    }
    return done;
  }

  confirm(): void {
    let isSame: boolean;
    try {
      isSame = sameIdentity(identityOfDescriptor(this.#descriptor), this.#location.identity);
    } catch (error) {
      throw fileError(error, basename(this.#location.path));
    }
    if (!isSame) throw this.#changed();
  }

  close(): void {
    if (this.#descriptor < 0) return;
    closeSync(this.#descriptor);
    this.#descriptor = -1;
  }

  #readOnce(target: Uint8Array, at: number, length: number, position: number): number {
    try {
      return readSync(this.#descriptor, target, at, length, this.#location.offset + position);
    } catch (error) {
      throw fileError(error, basename(this.#location.path));
    }
  }

  #changed(): EngineError {
    return new EngineError('source-changed', { name: basename(this.#location.path) });
  }
}

/** Does not wait where a pipe has taken the place of a file; for files the flag means nothing (POSIX open). */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function openFile(path: string): number {
  try {
    return openSync(path, openFlags);
  } catch (error) {
    throw fileError(error, basename(path));
  }
}
