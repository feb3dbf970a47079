import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { ContentComparison } from '../../../shared/model/comparison.ts';

type Pieces = AsyncIterable<Uint8Array>;

/**
 * Holds two contents against each other, whole and piece by piece: only a piece of each is kept. Throws what reading the
 * pieces throws. `onProgress` is told how many bytes of both are done.
 */
export async function contentDifference(
  a: Pieces,
  b: Pieces,
  onProgress: (done: number) => void = () => {},
): Promise<ContentComparison> {
  const sideA = new Side(a);
  const sideB = new Side(b);
  let firstDifference: number | null = null;
  try {
    while (await both(sideA.isReady(), sideB.isReady())) {
      const length = Math.min(sideA.piece.length, sideB.piece.length);
      if (firstDifference === null) {
        const at = firstUnequal(sideA.piece, sideB.piece, length);
        if (at !== null) firstDifference = sideA.bytes + at;
      }
      sideA.take(length);
      sideB.take(length);
      onProgress(sideA.bytes + sideB.bytes);
    }
    if (sideA.isLeft || sideB.isLeft) firstDifference ??= Math.min(sideA.bytes, sideB.bytes);
    for (const side of [sideA, sideB]) {
      while (await side.isReady()) {
        side.take(side.piece.length);
        onProgress(sideA.bytes + sideB.bytes);
      }
    }
  } finally {
    await Promise.all([sideA.close(), sideB.close()]);
  }
  return {
    firstDifference,
    bytesA: sideA.bytes,
    bytesB: sideB.bytes,
    hashA: sideA.hash.digest('hex'),
    hashB: sideB.hash.digest('hex'),
  };
}

/** Both are asked even when one has ended, so that it is known whether something of the other is left. */
async function both(a: Promise<boolean>, b: Promise<boolean>): Promise<boolean> {
  const [readyA, readyB] = await Promise.all([a, b]);
  return readyA && readyB;
}

function firstUnequal(a: Uint8Array, b: Uint8Array, length: number): number | null {
  if (Buffer.compare(a.subarray(0, length), b.subarray(0, length)) === 0) return null;
  for (let at = 0; at < length; at++) {
    if (a[at] !== b[at]) return at;
  }
  return null;
}

/** One content as it comes. */
class Side {
  readonly hash: Hash = createHash('sha256');
  /** Bytes that have been taken. */
  bytes = 0;
  /** What has come and has not been taken. */
  piece: Uint8Array = new Uint8Array();
  readonly #pieces: AsyncIterator<Uint8Array>;

  constructor(pieces: Pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  get isLeft(): boolean {
    return this.piece.length > 0;
  }

  /** False at the end; else there is a piece that is not empty. */
  async isReady(): Promise<boolean> {
    while (this.piece.length === 0) {
      const next = await this.#pieces.next();
      if (next.done === true) return false;
      this.piece = next.value;
    }
    return true;
  }

  take(length: number): void {
    this.hash.update(this.piece.subarray(0, length));
    this.piece = this.piece.subarray(length);
    this.bytes += length;
  }

  /** Lets go of what the pieces are read from, also before their end. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
