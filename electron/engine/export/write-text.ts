import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '../bytes/engine-error.ts';
import { writeBeside } from './write-beside.ts';

/** Characters that are written at once. */
const blockLength = 64 * 1024;

/** Longest time in milliseconds for which pieces are asked for before other work has its turn. */
const turnTime = 8;

/**
 * Writes text that comes in pieces to `destination`, as UTF-8; it holds the whole text then or is as it was before. What
 * takes long between two pieces may yield empty ones, so that other work has its turn. Rejects like `writeBeside`, and
 * with `cancelled`.
 */
export function writeText(
  destination: string,
  pieces: Iterable<string>,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number }> {
  return writeBeside(destination, async (temporary) => {
    let bytes = 0;
    const handle = await open(temporary, 'wx', 0o644);
    try {
      for (const block of blocksOf(pieces)) {
        if (signal?.aborted === true) throw new EngineError('cancelled');
        const encoded = Buffer.from(block);
        if (encoded.length > 0) await handle.writeFile(encoded);
        else await setImmediate();
        bytes += encoded.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { bytes };
  });
}

/** Pieces put together. A turn that ends without any text is an empty block. */
function* blocksOf(pieces: Iterable<string>): Generator<string> {
  let block = '';
  let turnEnds = performance.now() + turnTime;
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockLength && performance.now() < turnEnds) continue;
    yield block;
    block = '';
    turnEnds = performance.now() + turnTime;
  }
  yield block;
}
