import type { GrowthCell, GrowthTreemap } from '../../../shared/model/comparison.ts';

/** A place in the tree of files whose size differs between the two sides. */
export interface GrownPlace {
  /** Without a leading slash. */
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly grownBytes: number;
  readonly shrunkBytes: number;
}

/** Share of a folder's change from which on one thing in it says more than the folder. */
const telling = 1 / 3;

/**
 * The places that differ most in bytes, at most `most`, the largest first. A folder gives way to what is in it when one
 * thing there makes much of its change; none of the places lies in another.
 */
export function grownPlaces({ cells }: GrowthTreemap, most: number): readonly GrownPlace[] {
  const children = childrenOf(cells);
  const pending = [...(children.get(0) ?? [])];
  const kept: number[] = [];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const inside = children.get(place) ?? [];
    const limit = weight(cells[place]) * telling;
    if (inside.some((child) => weight(cells[child]) >= limit)) pending.push(...inside);
    else kept.push(place);
  }
  return kept
    .flatMap((place): readonly GrownPlace[] => {
      const cell = cells[place];
      if (cell === undefined || cell.kind === 'rest') return [];
      const { kind, grownBytes, shrunkBytes } = cell;
      return [{ path: pathOf(cells, place), kind, grownBytes, shrunkBytes }];
    })
    .toSorted((one, other) => weight(other) - weight(one) || compareTexts(one.path, other.path))
    .slice(0, most);
}

/** What can be named and differs inside each cell. */
function childrenOf(cells: readonly GrowthCell[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [index, cell] of cells.entries()) {
    if (cell.parent === null || cell.kind === 'rest' || weight(cell) === 0) continue;
    const known = children.get(cell.parent);
    if (known === undefined) children.set(cell.parent, [index]);
    else known.push(index);
  }
  return children;
}

function weight(cell: Pick<GrowthCell, 'grownBytes' | 'shrunkBytes'> | undefined): number {
  return cell === undefined ? 0 : cell.grownBytes + cell.shrunkBytes;
}

function pathOf(cells: readonly GrowthCell[], index: number): string {
  const names: string[] = [];
  for (let at: number | null = index; at !== null;) {
    const cell: GrowthCell | undefined = cells[at];
    if (cell === undefined || cell.parent === null) break;
    names.unshift(cell.name);
    at = cell.parent;
  }
  return names.join('/');
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
