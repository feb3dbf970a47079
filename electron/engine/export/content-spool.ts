import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { outputError } from './write-beside.ts';

const name = 'spool';

/** A file of this process alone that is gone when it is closed. */
export class ContentSpool {
  readonly #path: string;
  readonly #descriptor: number;
  #isThere = true;
  /** Bytes written so far. */
  length = 0;

  /** @throws EngineError `not-writable`, `permission-denied`, `disk-full` */
  constructor(folder: string) {
    this.#path = path.join(folder, `${randomUUID()}.part`);
    try {
      this.#descriptor = openSync(this.#path, 'wx+', 0o600);
    } catch (error) {
      throw outputError(error, name);
    }
    // An open file needs no name, and one without a name does not stay behind when the process is killed.
    if (process.platform !== 'win32') this.#unlink();
  }

  /** @throws EngineError `disk-full`, `not-writable` */
  append(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.#descriptor, bytes, at, bytes.length - at, this.length + at);
      }
      this.length += bytes.length;
    } catch (error) {
      throw outputError(error, name);
    }
  }

  /** Fills `target` from `position` on. The bytes must have been written. */
  read(target: Uint8Array, position: number): void {
    for (let done = 0; done < target.length;) {
      const count = this.#readOnce(target, done, position + done);
      if (count === 0) throw new EngineError('content-unavailable');
      done += count;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#unlink();
  }

  #readOnce(target: Uint8Array, at: number, position: number): number {
    try {
      return readSync(this.#descriptor, target, at, target.length - at, position);
    } catch (error) {
      throw fileError(error, name);
    }
  }

  #unlink(): void {
    if (this.#isThere) rmSync(this.#path, { force: true });
    this.#isThere = false;
  }
}
