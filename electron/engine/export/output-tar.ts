import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pack, type Header, type Pack } from 'tar-stream';
import type { Digest } from '../../../shared/model/digest.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { writeBeside } from './write-beside.ts';

/** What writes the members of an archive, one after another, or the files of a folder. */
export interface Output {
  readonly file: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly folder: (name: string) => Promise<void>;
  readonly link: (name: string, target: string) => Promise<void>;
  /**
   * Writes what `pieces` gives: exactly `bytes` bytes that hash to `digest`, or it rejects with `blob-damaged`. A piece's
   * memory must not be used again.
   */
  readonly stream: (
    name: string,
    bytes: number,
    digest: Digest,
    pieces: AsyncIterable<Uint8Array>,
  ) => Promise<void>;
}

/** Every member has the same time, so that the same images give the same archive. */
const fixedTime = new Date(0);
const modes = { file: 0o644, directory: 0o755, symlink: 0o777 } as const;

/** Writes a tar, and answers its size. Rejects like `writeBeside`, and with `cancelled`. */
export function writeTar(
  destination: string,
  signal: AbortSignal | undefined,
  write: (output: Output) => Promise<void>,
): Promise<{ readonly bytes: number }> {
  return writeBeside(destination, async (temporary) => {
    const handle = await open(temporary, 'wx', 0o644);
    try {
      const bytes = await fillFile(handle, signal, write);
      await handle.sync();
      return { bytes };
    } finally {
      await handle.close();
    }
  });
}

async function fillFile(
  handle: FileHandle,
  signal: AbortSignal | undefined,
  write: (output: Output) => Promise<void>,
): Promise<number> {
  const tar = pack();
  const drained = drain(tar, handle).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : null);
    throw error;
  });
  // Both are awaited; a full disk is told before what it makes of the writing.
  const [wrote, ended] = await Promise.allSettled([fill(tar, signal, write), drained]);
  if (ended.status === 'rejected') throw ended.reason;
  if (wrote.status === 'rejected') throw wrote.reason;
  return ended.value;
}

/** Hands on pieces, and throws `blob-damaged` at the end when they were not what they should be. */
export async function* verified(
  name: string,
  bytes: number,
  digest: Digest,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const algorithm = digest.slice(0, digest.indexOf(':'));
  const hash = createHash(algorithm);
  let count = 0;
  for await (const piece of pieces) {
    count += piece.length;
    if (count > bytes) break;
    hash.update(piece);
    yield piece;
  }
  if (count !== bytes || `${algorithm}:${hash.digest('hex')}` !== digest) {
    throw new EngineError('blob-damaged', { name });
  }
}

async function drain(tar: Pack, handle: FileHandle): Promise<number> {
  let bytes = 0;
  for await (const chunk of tar) {
    if (!(chunk instanceof Uint8Array)) continue;
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, at);
      at += bytesWritten;
    }
    bytes += chunk.length;
  }
  return bytes;
}

async function fill(
  tar: Pack,
  signal: AbortSignal | undefined,
  write: (output: Output) => Promise<void>,
): Promise<void> {
  try {
    await write(new TarOutput(tar, signal));
    tar.finalize();
  } catch (error) {
    tar.destroy(error instanceof Error ? error : null);
    throw error;
  }
}

class TarOutput implements Output {
  readonly #tar: Pack;
  readonly #signal: AbortSignal | undefined;

  constructor(tar: Pack, signal: AbortSignal | undefined) {
    this.#tar = tar;
    this.#signal = signal;
  }

  readonly file = (name: string, bytes: Uint8Array): Promise<void> => {
    return this.#whole({ name, type: 'file' }, bytes);
  };

  readonly folder = (name: string): Promise<void> => {
    return this.#whole({ name: `${name}/`, type: 'directory' }, null);
  };

  readonly link = (name: string, target: string): Promise<void> => {
    return this.#whole({ name, type: 'symlink', linkname: target }, null);
  };

  readonly stream = async (
    name: string,
    bytes: number,
    digest: Digest,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    this.#throwIfCancelled();
    const entry = this.#tar.entry({ ...headerOf({ name, type: 'file' }), size: bytes });
    const closed = new Promise<void>((resolve, reject) => {
      entry.on('error', reject);
      entry.on('close', () => resolve());
    });
    // It is awaited later: until then a failure is not unhandled.
    closed.catch(() => {});
    for await (const piece of verified(name, bytes, digest, pieces)) {
      this.#throwIfCancelled();
      const isRoom = entry.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
      if (isRoom) continue;
      const drained = new Promise<void>((resolve) => entry.once('drain', () => resolve()));
      await Promise.race([drained, closed]);
    }
    entry.end(undefined);
    await closed;
  };

  #whole(header: MemberHeader, bytes: Uint8Array | null): Promise<void> {
    this.#throwIfCancelled();
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => (error ? reject(error) : resolve());
      const full = headerOf(header);
      if (bytes === null) this.#tar.entry(full, done);
      else this.#tar.entry(full, Buffer.from(bytes), done);
    });
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted === true) throw new EngineError('cancelled');
  }
}

interface MemberHeader {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly linkname?: string;
}

function headerOf(header: MemberHeader): Partial<Header> & Pick<Header, 'name'> {
  return { ...header, mode: modes[header.type], mtime: fixedTime, uid: 0, gid: 0 };
}
