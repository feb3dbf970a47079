import type { Comparison } from '../../../shared/model/comparison.ts';

/** What every tab of a comparison is given. */
export interface ComparedProps {
  /** Names the comparison in calls of the engine. */
  readonly comparison: number;
  readonly value: Comparison;
}
