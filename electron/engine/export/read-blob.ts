import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { inflate } from '../bytes/inflate.ts';
import { PieceQueue } from '../bytes/piece-queue.ts';
import { openBlob } from '../bytes/random-access.ts';

/**
 * All bytes of a blob, decompressed if wanted (`none` hands over what is stored). A piece is valid until the next one is
 * asked for. `onInput` is told of the stored bytes that have been read. Rejects with `EngineError` `blob-damaged` when
 * the blob cannot be decoded to its end, `cancelled`, and what reading gives.
 */
export async function* readBlob(
  location: BlobLocation,
  compression: Compression,
  signal: AbortSignal | undefined,
  onInput: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = openBlob(location);
  const queue = new PieceQueue();
  const whenReady = (): Promise<void> | undefined => queue.whenEmpty();
  const work = inflate(
    source,
    compression,
    (bytes) => {
      queue.put(bytes);
      return !queue.isAbandoned;
    },
    { isCancelled: () => signal?.aborted === true, onProgress: onInput, whenReady },
  );
  // A rejection is taken by the last `await work`, which may come much later.
  const done = work.then(
    () => queue.end(),
    () => queue.end(),
  );
  try {
    for (let piece = await queue.take(); piece !== null; piece = await queue.take()) yield piece;
    const { kind } = await work;
    source.confirm();
    if (kind !== 'complete') throw new EngineError('blob-damaged');
  } finally {
    queue.abandon();
    await done;
    source.close();
  }
}
