/**
 * Pieces of any length as blocks of `length` bytes, the last one shorter, none empty. So what is made of the blocks does
 * not depend on how the bytes came. Every block has memory of its own.
 */
export async function* equalBlocks(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let block = new Uint8Array(length);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const step = Math.min(length - filled, piece.length - at);
      block.set(piece.subarray(at, at + step), filled);
      filled += step;
      at += step;
      if (filled < length) continue;
      yield block;
      block = new Uint8Array(length);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
