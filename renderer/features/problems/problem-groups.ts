import { limitCodes } from '../../../shared/model/problem.ts';
import type { Problem, ProblemCode, Severity } from '../../../shared/model/problem.ts';

/** All findings of one code and severity, and where they tell of a limit, of that one. */
export interface ProblemGroup {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What fills the placeholders of the words: those of the first finding. */
  readonly values: Problem['values'];
  readonly problems: readonly Problem[];
  /** The findings listed and those that were only counted. */
  readonly count: number;
}

export const severities = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** Findings by severity, the gravest first, then by code, each in the order found. */
export function problemGroups(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { code, severity, values } = problem;
    const limit = limitCodes.has(code) ? values['field'] : undefined;
    const key = `${severity} ${code} ${limit ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const count = group.reduce((sum, problem) => sum + 1 + unlisted(problem), 0);
      const { code, severity, values } = first;
      return [{ code, severity, values, problems: group, count }];
    })
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Findings like this one that were counted and not kept. */
export function unlisted(problem: Problem): number {
  const more = problem.values['more'];
  return typeof more === 'number' ? more : 0;
}
