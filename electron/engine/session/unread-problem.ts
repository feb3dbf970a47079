import type { Failure } from '../../../shared/model/job.ts';
import type { Problem, ProblemPlace } from '../../../shared/model/problem.ts';

/**
 * Why stored bytes could not be read, as a finding beside what could: the file is another one now, or gone, or the
 * medium fails.
 */
export function unreadProblem({ code, values }: Failure, where: ProblemPlace): Problem {
  const hasChanged = code === 'source-changed' || code === 'not-found';
  return {
    code: hasChanged ? 'source-changed' : 'source-unreadable',
    severity: 'error',
    where,
    values: hasChanged ? values : { ...values, reason: code },
  };
}
