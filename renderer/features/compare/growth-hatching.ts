/** A rectangle in pixels. */
export interface HatchedArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels between two lines, measured along an edge. */
const gap = 7;

/** Lines from the lower left to the upper right that fill a rectangle, as the `d` of an SVG path. */
export function hatching({ x, y, width, height }: HatchedArea): string {
  const lines: string[] = [];
  // Where a line meets the upper edge or its continuation; aligned, so that neighbours match.
  const first = Math.ceil((x + y) / gap) * gap;
  for (let sum = first; sum < x + y + width + height; sum += gap) {
    const startX = Math.max(x, sum - (y + height));
    const endX = Math.min(x + width, sum - y);
    if (endX - startX < 1) continue;
    lines.push(`M${startX} ${sum - startX}L${endX} ${sum - endX}`);
  }
  return lines.join('');
}
