import { bufferSizes } from './limits.ts';

/**
 * Makes fewer and larger pieces of many small ones, for what costs the same for a small piece as for a large one. A piece
 * is valid until the next one is asked for.
 */
export async function* gatherPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const block = new Uint8Array(bufferSizes.gathered);
  let filled = 0;
  for await (const piece of pieces) {
    const isLarge = piece.length > block.length / 2;
    if (filled > 0 && (isLarge || filled + piece.length > block.length)) {
      yield block.subarray(0, filled);
      filled = 0;
    }
    if (isLarge) yield piece;
    else {
      block.set(piece, filled);
      filled += piece.length;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
