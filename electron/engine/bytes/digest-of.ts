import type { Hash } from 'node:crypto';
import { sha256Digest, type Digest } from '../../../shared/model/digest.ts';
import { EngineError } from './engine-error.ts';

/** The digest that a running sha256 has come to, which ends it. */
export function digestOf(sha256: Hash): Digest {
  const digest = sha256Digest(sha256.digest('hex'));
  if (digest === null) throw new EngineError('internal', { what: 'digest' });
  return digest;
}
