/** Lines or dots on an area, so that areas differ without their colours. */
export type Texture = 'rising' | 'falling' | 'crossed' | 'level' | 'upright' | 'dots';

/** A rectangle in pixels. */
export interface TexturedArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels between two lines, measured along an edge. */
const gap = 6;
const dot = 1.5;

/** The lines or dots that fill a rectangle, as the `d` of an SVG path to be stroked; neighbours continue one another. */
export function texturePath(texture: Texture, area: TexturedArea): string {
  switch (texture) {
    case 'rising':
      return rising(area);
    case 'falling':
      return falling(area);
    case 'crossed':
      return rising(area) + falling(area);
    case 'level':
      return marks(area.y, area.height, 4)
        .map((y) => `M${area.x} ${y}h${area.width}`)
        .join('');
    case 'upright':
      return marks(area.x, area.width, 4)
        .map((x) => `M${x} ${area.y}v${area.height}`)
        .join('');
    case 'dots':
      return marks(area.y, area.height, 4)
        .flatMap((y) => marks(area.x, area.width - dot, 4).map((x) => `M${x} ${y}h${dot}`))
        .join('');
  }
}

/** From the lower left to the upper right. */
function rising({ x, y, width, height }: TexturedArea): string {
  let path = '';
  for (let sum = firstMark(x + y, gap); sum < x + y + width + height; sum += gap) {
    const start = Math.max(x, sum - (y + height));
    const end = Math.min(x + width, sum - y);
    if (end > start) path += `M${start} ${sum - start}L${end} ${sum - end}`;
  }
  return path;
}

/** From the upper left to the lower right. */
function falling({ x, y, width, height }: TexturedArea): string {
  let path = '';
  for (let shift = firstMark(x - y - height, gap); shift < x + width - y; shift += gap) {
    const start = Math.max(x, shift + y);
    const end = Math.min(x + width, shift + y + height);
    if (end > start) path += `M${start} ${start - shift}L${end} ${end - shift}`;
  }
  return path;
}

/** Places inside of a length, every `step` pixels of the whole drawing. */
function marks(from: number, length: number, step: number): readonly number[] {
  const found: number[] = [];
  for (let at = firstMark(from, step); at < from + length; at += step) found.push(at);
  return found;
}

function firstMark(from: number, step: number): number {
  return Math.floor(from / step) * step + step;
}
