import type { ChangedPath } from '../model/changed-path.ts';
import type { Comparison } from '../model/comparison.ts';
import type { PackageComparison } from '../model/package.ts';

/** Platforms besides the compared one that both sides have, or that only one has, as text. */
export interface OtherPlatforms {
  readonly both: readonly string[];
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

/** All that a report of a comparison is made from. */
export interface ComparisonReport {
  readonly comparison: Comparison;
  readonly packages: PackageComparison;
  /** Where the images are known to be made for further platforms: which of them both have, and which one has alone. */
  readonly otherPlatforms?: OtherPlatforms;
  /**
   * The paths that differ, in the order of whole paths; those whose time alone differs only where the report is to
   * show them. May be millions: a report asks for them once and keeps a bounded part.
   */
  readonly paths: () => Iterable<ChangedPath>;
}
