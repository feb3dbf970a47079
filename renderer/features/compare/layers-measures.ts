/** Pixels. */
export const layerRowHeight = 44;
const rowGap = 6;
const margin = 16;
const top = 30;
/** Room for the words of the line at which the stacks part. */
const breakGap = 26;
const smallestBox = 190;

export interface LayersMeasures {
  readonly width: number;
  readonly height: number;
  readonly box: number;
  readonly xA: number;
  readonly xB: number;
  /** The line at which the stacks part; null where they do not. */
  readonly breakY: number | null;
  readonly rowY: (row: number) => number;
}

/** How large a drawing of so many rows is that fills `available` pixels, or scrolls when those are too few. */
export function layersMeasures(
  available: number,
  rows: number,
  breakRow: number | null,
): LayersMeasures {
  const middle = Math.max(84, Math.min(190, available * 0.15));
  const box = Math.max(smallestBox, Math.floor((available - 2 * margin - middle) / 2));
  const xB = margin + box + middle;
  const rowY = (row: number): number => {
    const gap = breakRow !== null && row >= breakRow ? breakGap : 0;
    return top + row * (layerRowHeight + rowGap) + gap;
  };
  return {
    width: xB + box + margin,
    height: rowY(rows) + margin - rowGap,
    box,
    xA: margin,
    xB,
    breakY: breakRow === null ? null : rowY(breakRow) - rowGap - 3,
    rowY,
  };
}
