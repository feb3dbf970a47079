import type { Proof, ProofCheck } from '../../../shared/model/proof.ts';

/** What the checks of a proof come to. */
export interface ProofSummary {
  readonly checked: number;
  readonly verified: number;
  /** Checks that found other bytes than stated, or none. */
  readonly broken: number;
  /** Checks whose bytes could not be read or decoded to their end. */
  readonly unread: number;
  /** Whether that is because the file is another one than the one that was opened. */
  readonly hasChanged: boolean;
}

export function proofSummary(proof: Proof): ProofSummary {
  const count = (...results: readonly ProofCheck['result'][]): number =>
    proof.checks.filter(({ result }) => results.includes(result)).length;
  return {
    checked: proof.checks.length,
    verified: count('verified'),
    broken: count('mismatch', 'missing'),
    unread: count('unreadable'),
    hasChanged: proof.problems.some(({ code }) => code === 'source-changed'),
  };
}
