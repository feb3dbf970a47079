/** Bytes of a file that is no text that are shown. */
const shownBytes = 64;
const longest = 400;

/**
 * What is shown of bytes in which a secret lies from `start` to `end`: its line, of several the first ones; bytes that
 * are no text in hex.
 */
export function shownLine(bytes: Uint8Array, start: number, end: number): string {
  const value = bytes.subarray(start, Math.min(end, start + longest));
  if (value.includes(0)) return hexOf(value.subarray(0, shownBytes));
  const from = lineStart(bytes, start);
  const to = Math.max(lineEnd(bytes, Math.min(end, bytes.length)), start);
  return new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + longest)));
}

/** A line of a binary ends where text ends. */
function lineStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && isText(bytes[start - 1]!)) start--;
  return start;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && isText(bytes[end]!)) end++;
  return end;
}

function isText(byte: number): boolean {
  return byte >= 0x20 || byte === 0x09;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
