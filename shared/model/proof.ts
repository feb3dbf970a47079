import type { Digest } from './digest.ts';
import type { Problem } from './problem.ts';

/** Whether what the documents state was found to be true of the bytes (third tier). */
export type ProofStatus = 'waiting' | 'running' | 'done' | 'cancelled';

export interface Proof {
  readonly status: ProofStatus;
  readonly checks: readonly ProofCheck[];
  readonly problems: readonly Problem[];
}

/** One stated digest and what the bytes hash to. */
export interface ProofCheck {
  /** The member, or the path in the layout, whose bytes were hashed. */
  readonly name: string;
  /** `blob`: over the stored bytes. `diff-id`: over the uncompressed tar. */
  readonly over: 'blob' | 'diff-id';
  readonly stated: Digest;
  /** Null when the bytes are not there, cannot be read to the end, or the algorithm is not known. */
  readonly found: Digest | null;
  readonly statedBytes: number | null;
  readonly foundBytes: number | null;
  readonly result: 'verified' | 'mismatch' | 'missing' | 'unreadable' | 'unknown-algorithm';
}
