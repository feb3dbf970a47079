/**
 * A number of a header: octal digits padded by spaces or NULs on either side, none at all being 0, or base-256 when
 * bit 7 of the first byte is set (GNU tar; bit 6 is the sign). NaN when it is neither, or beyond 2^53.
 */
export function parseNumber(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  if (first >= 0x80) return parseBase256(bytes, at, length);
  const end = at + length;
  let position = at;
  while (position < end && isPadding(bytes[position])) position++;
  let value = 0;
  while (position < end) {
    const digit = (bytes[position] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
    position++;
  }
  while (position < end) if (!isPadding(bytes[position++])) return Number.NaN;
  return value;
}

/** A decimal number without sign, at most 2^53 - 1, after any number of zeros; NaN for anything else. */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  }
  return value;
}

/** A decimal number that may have a minus. */
export function parseId(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== minus) return parseDecimal(bytes, start, end);
  return -parseDecimal(bytes, start + 1, end);
}

/** Seconds with sign and fraction, as milliseconds. */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === minus;
  const first = negative ? start + 1 : start;
  let point = first;
  while (point < end && bytes[point] !== dot) point++;
  let milliseconds = parseDecimal(bytes, first, point) * 1000;
  let scale = 100;
  for (let at = point + 1; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    milliseconds += digit * scale;
    scale /= 10;
  }
  return negative ? -milliseconds : milliseconds;
}

const minus = 0x2d;
const dot = 0x2e;

function isPadding(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}

function parseBase256(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  const flip = (first & 0x40) === 0 ? 0 : 0xff;
  let value = (first ^ flip) & 0x7f;
  for (let index = 1; index < length; index++) {
    value = value * 256 + ((bytes[at + index] ?? 0) ^ flip);
  }
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return flip === 0 ? value : -value - 1;
}
