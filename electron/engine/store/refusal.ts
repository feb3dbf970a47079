import type { Problem, ProblemCode } from '../../../shared/model/problem.ts';
import type { CopyOutcome } from './copy-blob.ts';

/** A problem that keeps an image out of the store. */
export function refusal(
  code: ProblemCode,
  member: string,
  values: Problem['values'] = {},
  layer?: number,
): Problem {
  const where = layer === undefined ? { member } : { member, layer };
  return { code, severity: 'error', where, values };
}

/** The problem of a blob that was not taken; null when it was. */
export function refusalOfBlob(
  outcome: CopyOutcome | null,
  member: string,
  layer?: number,
): Problem | null {
  if (outcome === null) return refusal('blob-missing', member, {}, layer);
  return outcome.kind === 'stored' ? null : refusal(outcome.code, member, outcome.values, layer);
}
