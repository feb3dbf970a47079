import { createHash } from 'node:crypto';
import { sha256Digest, type Digest } from '../../../shared/model/digest.ts';

/**
 * The chainIDs of a stack, lowest layer first: the first is the first diffID, each further one the sha256 of the one
 * below, a space, and the next diffID (OCI image-spec, config.md, Layer ChainID). From the first unknown diffID on
 * nothing can be told, and the list holds nulls.
 */
export function chainIds(diffIds: readonly (Digest | null)[]): readonly (Digest | null)[] {
  const chain: (Digest | null)[] = [];
  for (const [position, diffId] of diffIds.entries()) {
    const below = chain[position - 1] ?? null;
    chain.push(position === 0 ? diffId : stacked(below, diffId));
  }
  return chain;
}

function stacked(below: Digest | null, diffId: Digest | null): Digest | null {
  if (below === null || diffId === null) return null;
  return sha256Digest(createHash('sha256').update(`${below} ${diffId}`).digest('hex'));
}
