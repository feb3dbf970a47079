import { createHash } from 'node:crypto';
import {
  canCompute,
  digestAlgorithm,
  parseDigest,
  type Digest,
} from '../../../shared/model/digest.ts';
import { EngineError } from '../bytes/engine-error.ts';

/** What has gone by. */
export interface PieceCount {
  bytes: number;
  /** By the algorithm of the digest that was stated, sha256 where none was; null until the end. */
  found: Digest | null;
}

/**
 * Hands on pieces and throws `blob-damaged` with `name` behind the last one when they do not hash to `stated`. Null
 * states nothing; a digest by an algorithm that is not known here is taken as it is (OCI image-spec, descriptor.md).
 */
export async function* verifiedPieces(
  pieces: AsyncIterable<Uint8Array>,
  stated: Digest | null,
  name: string,
  count: PieceCount = { bytes: 0, found: null },
): AsyncGenerator<Uint8Array, void, undefined> {
  const known = stated !== null && canCompute(stated) ? stated : null;
  const algorithm = known === null ? 'sha256' : digestAlgorithm(known);
  const hash = createHash(algorithm);
  for await (const piece of pieces) {
    hash.update(piece);
    count.bytes += piece.length;
    yield piece;
  }
  count.found = parseDigest(`${algorithm}:${hash.digest('hex')}`);
  if (known !== null && count.found !== known) throw new EngineError('blob-damaged', { name });
}
