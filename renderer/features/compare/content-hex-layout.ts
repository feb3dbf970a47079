/** How the bytes of two files stand on a line. */
export interface HexPairLayout {
  /** Bytes of either file. */
  readonly width: number;
  /** The bytes as characters as well. */
  readonly characters: boolean;
}

const layouts: readonly HexPairLayout[] = [
  { width: 16, characters: true },
  { width: 16, characters: false },
  { width: 8, characters: true },
  { width: 8, characters: false },
  { width: 4, characters: true },
  { width: 4, characters: false },
];

/** The most that fits into so many pixels, whose offsets take `digits` digits. */
export function hexPairLayout(
  pixels: number,
  characterWidth: number,
  digits: number,
): HexPairLayout {
  const fits = (layout: HexPairLayout): boolean =>
    lineCharacters(layout, digits) * characterWidth <= pixels;
  return layouts.find(fits) ?? { width: 4, characters: false };
}

/** The offset and, twice, a gap, hex pairs with a wider gap in the middle of sixteen, and their characters. */
function lineCharacters({ width, characters }: HexPairLayout, digits: number): number {
  const side = 2 + width * 3 + (width === 16 ? 1 : 0) + (characters ? 1 + width : 0);
  return digits + 2 * side;
}
