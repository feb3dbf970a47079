import type { EditSaving } from '../../../shared/model/export.ts';

/** By how much the layers get smaller or larger, in unpacked bytes and in whole percent of what they were. */
export interface Saving {
  readonly kind: 'less' | 'more' | 'same';
  readonly bytes: number;
  readonly percent: number;
}

/** Null where it is not known what they were. */
export function savingOf({ unpackedBefore, unpackedAfter }: EditSaving): Saving | null {
  if (unpackedBefore === null) return null;
  const difference = unpackedBefore - unpackedAfter;
  const bytes = Math.abs(difference);
  const percent = unpackedBefore === 0 ? 0 : Math.round((bytes * 100) / unpackedBefore);
  const kind = difference === 0 ? 'same' : difference > 0 ? 'less' : 'more';
  return { kind, bytes, percent };
}
