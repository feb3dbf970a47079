import type { PackageChange, PackageManager } from '../../../shared/model/package.ts';
import { packageManagers } from '../../../shared/model/package.ts';

export const packageChanges = ['added', 'removed', 'changed'] as const;

export type PackageChangeKind = (typeof packageChanges)[number];

export const packageColumns = ['name', 'change', 'bytes'] as const;

export type PackageColumn = (typeof packageColumns)[number];

/** Which package changes are shown, and in which order. */
export interface PackageOptions {
  readonly text: string;
  readonly changes: readonly PackageChangeKind[];
  /** Null for all. */
  readonly manager: PackageManager | null;
  readonly sort: PackageColumn;
  readonly descending: boolean;
}

/** By how many bytes a package grew, the whole of one that is new; null where a size is not known. */
export function packageGrowth({ a, b }: PackageChange): number | null {
  const before = a === null ? 0 : a.bytes;
  const after = b === null ? 0 : b.bytes;
  return before === null || after === null ? null : after - before;
}

/** The changes that fit the options, in their order; those of unknown size last where sizes decide. */
export function packageRows(
  changes: readonly PackageChange[],
  { text, changes: kinds, manager, sort, descending }: PackageOptions,
): readonly PackageChange[] {
  const wanted = text.trim().toLowerCase();
  const found = changes.filter(
    (each) =>
      kinds.includes(each.change) &&
      (manager === null || each.manager === manager) &&
      each.name.toLowerCase().includes(wanted),
  );
  const sign = descending ? -1 : 1;
  return found.toSorted((one, other) => {
    const growth = [packageGrowth(one), packageGrowth(other)] as const;
    if (sort === 'bytes' && (growth[0] === null) !== (growth[1] === null)) {
      return growth[0] === null ? 1 : -1;
    }
    const order =
      sort === 'bytes'
        ? (growth[0] ?? 0) - (growth[1] ?? 0)
        : sort === 'change'
          ? packageChanges.indexOf(one.change) - packageChanges.indexOf(other.change)
          : 0;
    return sign * order || (sort === 'name' ? sign : 1) * compareNames(one, other);
  });
}

/** The managers that some change is of, in their usual order. */
export function managersOf(changes: readonly PackageChange[]): readonly PackageManager[] {
  return packageManagers.filter((manager) => changes.some((each) => each.manager === manager));
}

/** How many packages changed in a way, and by how many bytes as far as sizes are known. */
export interface PackageSum {
  readonly count: number;
  readonly bytes: number;
  readonly unknown: number;
}

export function packageSum(changes: readonly PackageChange[]): PackageSum {
  let bytes = 0;
  let unknown = 0;
  for (const change of changes) {
    const growth = packageGrowth(change);
    if (growth === null) unknown++;
    else bytes += growth;
  }
  return { count: changes.length, bytes, unknown };
}

function compareNames(one: PackageChange, other: PackageChange): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return packageManagers.indexOf(one.manager) - packageManagers.indexOf(other.manager);
}
