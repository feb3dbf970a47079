import type { ArchiveItem } from './archive-items.ts';

/** What every line of the tree of archives is given. The functions are the same for all lines. */
export interface ArchiveLineProps<Item> {
  readonly item: Item;
  /** Depth in the tree of what a source holds. */
  readonly level: number;
  readonly selected: boolean;
  /** The one line that the Tab key reaches. */
  readonly tabStop: boolean;
  readonly onChoose: (item: ArchiveItem) => void;
  /** Marks the line for comparing, or takes its mark away. */
  readonly onMark: (item: ArchiveItem) => void;
  readonly onFocus: (item: ArchiveItem) => void;
}

/** Pixels before what is in a line; deeper ones stand further in as long as that leaves room for the names. */
export function lineIndent(level: number): number {
  return 8 + (Math.min(level, 6) - 1) * 16;
}
