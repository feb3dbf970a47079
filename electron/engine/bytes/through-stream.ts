import type { Transform } from 'node:stream';

/**
 * Pieces as a stream of the runtime turns them into others. A piece is not touched any more when the next one is asked
 * for. Throws what `pieces` or the stream throws; the stream is gone when this ends, however it ends.
 */
export async function* throughStream(
  pieces: AsyncIterable<Uint8Array>,
  stream: Transform,
): AsyncGenerator<Uint8Array, void, undefined> {
  const fed = feed(pieces, stream);
  // It is awaited at the end: until then a failure is not unhandled.
  fed.catch(() => {});
  try {
    for await (const piece of stream) if (piece instanceof Uint8Array) yield piece;
    await fed;
  } finally {
    stream.destroy();
    await fed.catch(() => {});
  }
}

async function feed(pieces: AsyncIterable<Uint8Array>, stream: Transform): Promise<void> {
  try {
    for await (const piece of pieces) {
      await written(stream, piece);
      if (stream.destroyed) return;
    }
    stream.end();
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** Resolves when the stream has taken a piece, or is gone: one that is destroyed does not always answer a write. */
function written(stream: Transform, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => resolve();
    stream.once('close', gone);
    stream.write(piece, (error) => {
      stream.off('close', gone);
      if (error) reject(error);
      else resolve();
    });
  });
}
