const ellipsis = '…';
const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;
let family: string | null = null;
let faceSet = '';

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
  // Characters are about as wide as each other: the search begins where the cut would then be, and takes longer and longer
  // strides until the cut lies between two of them.
  let low = 0;
  let high = characters.length;
  let next = Math.floor((high * width) / Math.max(1, textWidth(part, style)));
  let fitted = false;
  let failed = false;
  for (let stride = 1; low < high; stride *= 2) {
    const tried = Math.max(low + 1, Math.min(high, next));
    if (textWidth(shortened(characters, tried, cut), style) <= width) {
      low = tried;
      fitted = true;
    } else {
      high = tried - 1;
      failed = true;
    }
    if (fitted && failed) next = (low + high + 1) >>> 1;
    else next = fitted ? tried + stride : tried - stride;
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
  // Asking for the family makes the browser bring all styles up to date, and setting a face parses it: both are rare.
  family ??= getComputedStyle(document.body).fontFamily;
  const face = `${weight} ${size}px ${family}`;
  if (face !== faceSet) context.font = face;
  faceSet = face;
  return context.measureText(text).width;
}
