import { mkdir, open, readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { verified, type Output } from './output-tar.ts';
import { outputError, syncParent, writeBeside } from './write-beside.ts';

/**
 * Writes a folder beside its destination and moves it there once it is whole and on the disk. The destination must not
 * be there, or be an empty folder. Rejects with `EngineError` `already-there`, and like `writeTar`.
 */
export async function writeFolder(
  destination: string,
  signal: AbortSignal | undefined,
  write: (output: Output) => Promise<void>,
): Promise<{ readonly bytes: number }> {
  const name = path.basename(destination);
  if (!(await isFree(destination))) throw new EngineError('already-there', { name });
  return writeBeside(destination, async (temporary) => {
    await mkdir(temporary);
    const output = new FolderOutput(temporary, signal);
    await write(output);
    await output.sync();
    // An empty folder in the way is replaced; Windows wants it gone first. One that was filled meanwhile stays.
    if (process.platform === 'win32') await rmdir(destination).catch(() => {});
    return { bytes: output.bytes };
  });
}

async function isFree(destination: string): Promise<boolean> {
  try {
    return (await readdir(destination)).length === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return false;
    throw outputError(error, path.basename(destination));
  }
}

class FolderOutput implements Output {
  bytes = 0;
  readonly #root: string;
  readonly #signal: AbortSignal | undefined;
  readonly #folders = new Set<string>();

  constructor(root: string, signal: AbortSignal | undefined) {
    this.#root = root;
    this.#signal = signal;
    this.#folders.add(root);
  }

  readonly file = async (name: string, bytes: Uint8Array): Promise<void> => {
    await this.#write(name, [bytes]);
  };

  readonly folder = async (name: string): Promise<void> => {
    const folder = path.join(this.#root, name);
    await mkdir(folder, { recursive: true });
    this.#folders.add(folder);
  };

  /** No format that is written as a folder has links. */
  readonly link = (): Promise<void> =>
    Promise.reject(new EngineError('internal', { what: 'link' }));

  readonly stream = async (
    name: string,
    bytes: number,
    digest: Digest,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    await this.#write(name, verified(name, bytes, digest, pieces));
  };

  /** Makes the names of all files last. */
  async sync(): Promise<void> {
    for (const folder of this.#folders) await syncParent(path.join(folder, 'any'));
  }

  async #write(
    name: string,
    pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const handle = await open(path.join(this.#root, name), 'wx', 0o644);
    try {
      for await (const piece of pieces) {
        if (this.#signal?.aborted === true) throw new EngineError('cancelled');
        await handle.writeFile(piece);
        this.bytes += piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
