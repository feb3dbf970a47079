import type { Proof } from '../../../shared/model/proof.ts';

/** What the checks of a proof come to. */
export interface ProofSummary {
  readonly checked: number;
  readonly verified: number;
  /** Checks that found other bytes than stated, or none. */
  readonly broken: number;
}

export function proofSummary(proof: Proof): ProofSummary {
  const verified = proof.checks.filter(({ result }) => result === 'verified').length;
  const broken = proof.checks.filter(
    ({ result }) => result === 'mismatch' || result === 'missing' || result === 'unreadable',
  ).length;
  return { checked: proof.checks.length, verified, broken };
}
