import type { ChangedPath } from '../model/changed-path.ts';
import type { Comparison } from '../model/comparison.ts';
import type { PackageComparison } from '../model/package.ts';

/** All that a report of a comparison is made from. */
export interface ComparisonReport {
  readonly comparison: Comparison;
  readonly packages: PackageComparison;
  /**
   * The paths that differ, in the order of whole paths; those whose time alone differs only where the report is to
   * show them. May be millions: a report asks for them once and keeps a bounded part.
   */
  readonly paths: () => Iterable<ChangedPath>;
}
