const ellipsis = '…';
const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

export interface TextStyle {
  readonly size: number;
  readonly weight: number;
}

/** No line of a drawing shows more; names in archives can be a million characters long. */
const mostCharacters = 400;
const segmenter = new Intl.Segmenter();

/**
 * A text cut to `width` pixels, with `…` where something is missing; empty when nothing fits. `end` cuts its end, and
 * `start` its beginning: the last parts of an image's name are what tells it from others.
 */
export function fitText(
  text: string,
  width: number,
  style: TextStyle,
  cut: 'start' | 'end' = 'end',
): string {
  const isShort = text.length <= mostCharacters;
  if (isShort && textWidth(text, style) <= width) return text;
  const part = cut === 'end' ? text.slice(0, mostCharacters) : text.slice(-mostCharacters);
  const characters = Array.from(segmenter.segment(part), ({ segment }) => segment);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (textWidth(shortened(characters, middle, cut), style) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : shortened(characters, low, cut);
}

function shortened(characters: readonly string[], count: number, cut: 'start' | 'end'): string {
  // A full stop behind the ellipsis would read as one more of its dots.
  if (cut === 'start')
    return (
      ellipsis +
      characters
        .slice(-count)
        .join('')
        .replace(/^[\s.]+/, '')
    );
  return characters.slice(0, count).join('').trimEnd() + ellipsis;
}

/** Width of a line in the page's own font, in pixels. */
export function textWidth(text: string, { size, weight }: TextStyle): number {
  const key = `${size} ${weight} ${text}`;
  const width = known.get(key) ?? measureWidth(text, size, weight);
  // Names of archives come and go: what was measured is kept only as long as it is little.
  if (known.size > 5000) known.clear();
  known.set(key, width);
  return width;
}

function measureWidth(text: string, size: number, weight: number): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * size * 0.55;
  context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}
