import type {
  Problem,
  ProblemCode,
  ProblemPlace,
  Severity,
} from '../../../shared/model/problem.ts';
import { limits } from './limits.ts';

/**
 * Collects problems in the order found. Of one code at most `limits.problemsPerCode` are kept: an archive cannot fill
 * the memory with findings. What was left out is counted in the value `more` of the last one kept of that code.
 */
export class ProblemLog {
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<ProblemCode, number>();

  add(
    code: ProblemCode,
    severity: Severity,
    where: ProblemPlace,
    values: Readonly<Record<string, string | number>> = {},
  ): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= limits.problemsPerCode) this.#kept.push({ code, severity, where, values });
  }

  /** Whether a problem of this code has been found. */
  has(code: ProblemCode): boolean {
    return this.#counts.has(code);
  }

  problems(): readonly Problem[] {
    const result = [...this.#kept];
    for (const [code, count] of this.#counts) {
      if (count <= limits.problemsPerCode) continue;
      const last = result.findLastIndex((problem) => problem.code === code);
      const problem = result[last];
      if (problem === undefined) continue;
      const values = { ...problem.values, more: count - limits.problemsPerCode };
      result[last] = { ...problem, values };
    }
    return result;
  }
}
