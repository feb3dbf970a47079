import type { EntryAttributes, EntryDetail, StackRange } from '../../../shared/model/view.ts';

/** The state of a path that is shown, and the layer after which it is so. */
export interface ShownEntry {
  readonly attributes: EntryAttributes;
  readonly layer: number;
  /** True when the path is gone at the chosen point and this is what it was before. */
  readonly former: boolean;
}

/** The path as it stands after the range, or, when it is gone by then, as it stood before; null when neither. */
export function shownAt(detail: EntryDetail, range: StackRange): ShownEntry | null {
  if (detail.after !== null) return { attributes: detail.after, layer: range.to, former: false };
  if (detail.before !== null) return { attributes: detail.before, layer: range.from, former: true };
  return null;
}
