import type { LayerPair } from '../../../shared/model/comparison.ts';

/** One line of the drawing: a layer of each side, which need not belong together. */
export interface LayerRow {
  readonly a: number | null;
  readonly b: number | null;
}

/** Where everything of the drawing stands. */
export interface LayersLayout {
  readonly rows: readonly LayerRow[];
  /** For each pair the rows of its layers. */
  readonly places: readonly PairPlace[];
  /** The row before which the stacks part; null where they do not. */
  readonly breakRow: number | null;
}

export interface PairPlace {
  readonly rowA: number | null;
  readonly rowB: number | null;
}

/**
 * Two stacks of layers line by line, the lowest first. Partners share a line wherever that leaves both stacks in their own
 * order. What is between two lines of partners, without one or with one elsewhere, fills its own side of the lines.
 */
export function layoutLayers(
  layersA: readonly number[],
  layersB: readonly number[],
  pairs: readonly LayerPair[],
  sharedLayers: number,
  parts: boolean,
): LayersLayout {
  const rows: LayerRow[] = [];
  let nextA = 0;
  let nextB = 0;
  const addUpTo = (endA: number, endB: number): void => {
    while (nextA < endA || nextB < endB) {
      const a = nextA < endA ? layersA[nextA++] : null;
      const b = nextB < endB ? layersB[nextB++] : null;
      rows.push({ a: a ?? null, b: b ?? null });
    }
  };
  for (const { status, a, b } of pairs) {
    const atA = a === null ? -1 : layersA.indexOf(a);
    const atB = b === null ? -1 : layersB.indexOf(b);
    if (status === 'moved' || atA < nextA || atB < nextB) continue;
    addUpTo(atA, atB);
    rows.push({ a, b });
    nextA = atA + 1;
    nextB = atB + 1;
  }
  addUpTo(layersA.length, layersB.length);
  const rowOf = (side: 'a' | 'b', layer: number | null): number | null => {
    const row = layer === null ? -1 : rows.findIndex((each) => each[side] === layer);
    return row < 0 ? null : row;
  };
  return {
    rows,
    places: pairs.map(({ a, b }) => ({ rowA: rowOf('a', a), rowB: rowOf('b', b) })),
    breakRow: parts && sharedLayers < rows.length ? sharedLayers : null,
  };
}

/** The pairs from top to bottom, as the arrow keys go through them. */
export function pairOrder({ places }: LayersLayout): readonly number[] {
  return [...places.keys()].toSorted((one, other) => topOf(places[one]) - topOf(places[other]));
}

/** The pair that a key leads to from one in the order; null for a key of no meaning. */
export function movePair(order: readonly number[], pair: number, key: string): number | null {
  const at = order.indexOf(pair);
  switch (key) {
    case 'ArrowDown':
      return order[Math.min(order.length - 1, at + 1)] ?? pair;
    case 'ArrowUp':
      return order[Math.max(0, at - 1)] ?? pair;
    case 'Home':
      return order[0] ?? pair;
    case 'End':
      return order.at(-1) ?? pair;
    default:
      return null;
  }
}

function topOf(place: PairPlace | undefined): number {
  return Math.min(place?.rowA ?? Infinity, place?.rowB ?? Infinity);
}
