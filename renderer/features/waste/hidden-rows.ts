import type { HiddenCause, HiddenGroup } from '../../../shared/model/waste.ts';

/** Which groups of hidden files are listed. */
export interface GroupFilter {
  /** Empty for all. */
  readonly causes: readonly HiddenCause[];
  /** The layer that stores them; null for any. */
  readonly storedIn: number | null;
}

export const noFilter: GroupFilter = { causes: [], storedIn: null };

/** One line of the list: a group, or a file of an open one. Groups go by their position in `Waste.groups`. */
export type HiddenLine =
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'file'; readonly group: number; readonly file: number };

/** What of a line is shown: where it is stored, where it goes away, or what every layer did to it. */
export type Shown = 'stored' | 'hiding' | 'life';

/** The positions of the groups that fit a filter, in their order. */
export function fittingGroups(
  groups: readonly HiddenGroup[],
  { causes, storedIn }: GroupFilter,
): readonly number[] {
  return groups.flatMap((group, place) => {
    const fits =
      (causes.length === 0 || causes.includes(group.cause)) &&
      (storedIn === null || group.storedIn === storedIn);
    return fits ? [place] : [];
  });
}

/** The lines of a list of groups of which some are open, found by their index without a line being made for each file. */
export class HiddenLines {
  readonly count: number;
  readonly #shown: readonly number[];
  /** Index of the line of each group that is shown. */
  readonly #starts: readonly number[];
  readonly #places: ReadonlyMap<number, number>;

  /** `shown` are positions in `groups`; so are `open`. */
  constructor(groups: readonly HiddenGroup[], shown: readonly number[], open: ReadonlySet<number>) {
    const starts: number[] = [];
    let at = 0;
    for (const group of shown) {
      starts.push(at);
      at += 1 + (open.has(group) ? (groups[group]?.files ?? 0) : 0);
    }
    this.count = at;
    this.#shown = shown;
    this.#starts = starts;
    this.#places = new Map(shown.map((group, place) => [group, place]));
  }

  /** Null for an index outside of the list. */
  line(index: number): HiddenLine | null {
    if (index < 0 || index >= this.count) return null;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const group = this.#shown[low];
    const start = this.#starts[low];
    if (group === undefined || start === undefined) return null;
    return index === start
      ? { kind: 'group', group }
      : { kind: 'file', group, file: index - start - 1 };
  }

  /** The index of a line; null when its group is not shown. Of a file of a closed group the line of the group. */
  indexOf(line: HiddenLine): number | null {
    const place = this.#places.get(line.group);
    const start = place === undefined ? undefined : this.#starts[place];
    if (place === undefined || start === undefined) return null;
    if (line.kind === 'group') return start;
    const index = start + 1 + line.file;
    return index < (this.#starts[place + 1] ?? this.count) ? index : start;
  }
}
