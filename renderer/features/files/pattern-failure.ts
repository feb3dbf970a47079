import type { Failure } from '../../../shared/model/job.ts';

/** What a pattern can be refused for: it is none, or it took longer than a search may. */
const codes: readonly string[] = ['pattern-invalid', 'pattern-slow'];

/** The failure when the pattern that was typed is to blame: it is said at the field, and what is shown stays. */
export function patternFailure(failure: Failure | null): Failure | null {
  return failure !== null && codes.includes(failure.code) ? failure : null;
}
