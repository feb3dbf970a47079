import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { sameXattr } from './xattr-value.ts';

/** One extended attribute that differs; null where it is not there. */
export interface XattrChange {
  readonly name: string;
  readonly before: ExtendedAttribute | null;
  readonly after: ExtendedAttribute | null;
}

/** The attributes that were added, changed or removed, by name. */
export function xattrChanges(
  before: readonly ExtendedAttribute[],
  after: readonly ExtendedAttribute[],
): readonly XattrChange[] {
  const older = new Map(before.map((attribute) => [attribute.name, attribute]));
  const newer = new Map(after.map((attribute) => [attribute.name, attribute]));
  return [...new Set([...older.keys(), ...newer.keys()])]
    .filter((name) => !sameXattr(older.get(name), newer.get(name)))
    .toSorted()
    .map((name) => ({ name, before: older.get(name) ?? null, after: newer.get(name) ?? null }));
}
