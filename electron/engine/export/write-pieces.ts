import { write } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EngineError } from '../bytes/engine-error.ts';
import { outputError, writeBeside } from './write-beside.ts';

/** Where bytes go. */
export type OutputPlace =
  /** Holds everything in the end, or what it held before. */
  | { readonly kind: 'file'; readonly path: string }
  /** Open for writing, as standard output is: what has been written cannot be taken back. It is left open. */
  | { readonly kind: 'descriptor'; readonly descriptor: number };

/** How long to wait for a reader that is slower than we are, in milliseconds. */
const patience = 2;

/**
 * Writes pieces one after another, and answers how many bytes there were. Rejects like `writeBeside`, with `not-writable`
 * and the value `reason` `closed` when nobody reads a pipe any more, `cancelled`, and what `pieces` throws.
 */
export function writePieces(
  place: OutputPlace,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number }> {
  if (place.kind === 'descriptor') return writeDescriptor(place.descriptor, pieces, signal);
  return writeBeside(place.path, (temporary) => writeNewFile(temporary, pieces, signal));
}

/** Writes a file that must not be there, down to the disk. What a failure leaves is the caller's to remove. */
export async function writeNewFile(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number }> {
  try {
    const handle = await open(file, 'wx', 0o644);
    try {
      const written = await writeDescriptor(handle.fd, pieces, signal);
      await handle.sync();
      return written;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw outputError(error, path.basename(file));
  }
}

async function writeDescriptor(
  descriptor: number,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number }> {
  let bytes = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (signal?.aborted === true) throw new EngineError('cancelled');
      const written = await writeOnce(descriptor, piece, at);
      if (written === 0) await setTimeout(patience);
      at += written;
    }
    bytes += piece.length;
  }
  if (signal?.aborted === true) throw new EngineError('cancelled');
  return { bytes };
}

/** 0 when a pipe is full just now: pipes may be told not to wait. */
function writeOnce(descriptor: number, piece: Uint8Array, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, piece, at, piece.length - at, null, (error, written) => {
      if (error === null) resolve(written);
      else if (error.code === 'EAGAIN') resolve(0);
      else if (error.code === 'EPIPE')
        reject(new EngineError('not-writable', { reason: 'closed' }));
      else reject(outputError(error, ''));
    });
  });
}
