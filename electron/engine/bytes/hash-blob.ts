import { createHash } from 'node:crypto';
import { canCompute, digestAlgorithm, parseDigest } from '../../../shared/model/digest.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import { EngineError } from './engine-error.ts';
import type { RandomAccess } from './random-access.ts';
import { bufferSizes } from './limits.ts';

export interface HashBlobOptions {
  readonly isCancelled: () => boolean;
  readonly progress: (done: number, total: number) => void;
}

/**
 * The digest of all bytes of a source by the algorithm that `stated` uses; null for one that this program does not
 * know, which is legal (OCI image-spec, descriptor.md, Digests). Throws `EngineError` `cancelled` and what reading gives.
 */
export function hashBlob(
  source: RandomAccess,
  stated: Digest,
  options: HashBlobOptions,
): Digest | null {
  const algorithm = digestAlgorithm(stated);
  if (!canCompute(stated)) return null;
  const hash = createHash(algorithm);
  const buffer = new Uint8Array(Math.min(bufferSizes.hashInput, Math.max(source.size, 1)));
  for (let position = 0; position < source.size;) {
    if (options.isCancelled()) throw new EngineError('cancelled');
    const count = source.read(buffer, position);
    hash.update(buffer.subarray(0, count));
    position += count;
    options.progress(position, source.size);
  }
  return parseDigest(`${algorithm}:${hash.digest('hex')}`);
}
