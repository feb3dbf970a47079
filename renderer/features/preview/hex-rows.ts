/** One line of the hex view. */
export interface HexRow {
  /** Offset of the first byte. */
  readonly start: number;
  /** The bytes of the line; fewer than asked for only in the last one. */
  readonly bytes: readonly HexByte[];
}

export interface HexByte {
  /** Two lower-case hex digits. */
  readonly hex: string;
  /** The ASCII character, or a dot for what is not printable. */
  readonly character: string;
  readonly kind: 'zero' | 'printable' | 'whitespace' | 'other';
}

/** Line `row`, counted from 0, of lines with `width` bytes; without bytes when it lies behind the end. */
export function hexRow(bytes: Uint8Array, row: number, width: number): HexRow {
  const start = row * width;
  return {
    start,
    bytes: Array.from(bytes.subarray(start, start + width), hexByte),
  };
}

/**
 * The bytes from `start` up to `end`, without the latter, sixteen to a line as `hexdump -C` lays them out, for the
 * clipboard. Offsets are those in `bytes`.
 */
export function hexDump(bytes: Uint8Array, start: number, end: number): string {
  const lines: string[] = [];
  const last = Math.min(end, bytes.byteLength);
  for (let offset = start; offset < last; offset += 16) {
    const cells = Array.from(bytes.subarray(offset, Math.min(last, offset + 16)), hexByte);
    const hex = cells.map((cell, column) => (column === 8 ? ` ${cell.hex}` : cell.hex)).join(' ');
    const characters = cells.map((cell) => cell.character).join('');
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(48)}  |${characters}|`);
  }
  return lines.join('\n');
}

/** Digits that the offsets of a file of `length` bytes need; at least four, so that columns stay as they are. */
export function offsetDigits(length: number): number {
  return Math.max(4, Math.max(0, length - 1).toString(16).length);
}

/** How many bytes fit on a line of the hex view: 16, or 8 or 4 in a narrow pane. */
export function hexWidth(pixels: number, characterWidth: number, digits: number): number {
  const fits = (width: number): boolean => lineCharacters(width, digits) * characterWidth <= pixels;
  return [16, 8].find(fits) ?? 4;
}

/** Offset, hex pairs with a gap in the middle of sixteen, characters, and the spaces between them. */
function lineCharacters(width: number, digits: number): number {
  return digits + 2 + width * 3 + (width === 16 ? 1 : 0) + 1 + width;
}

function hexByte(byte: number): HexByte {
  const hex = byte.toString(16).padStart(2, '0');
  if (byte > 0x20 && byte < 0x7f)
    return { hex, character: String.fromCharCode(byte), kind: 'printable' };
  if (byte === 0x20) return { hex, character: ' ', kind: 'whitespace' };
  if (byte >= 0x09 && byte <= 0x0d) return { hex, character: '.', kind: 'whitespace' };
  return { hex, character: '.', kind: byte === 0 ? 'zero' : 'other' };
}
