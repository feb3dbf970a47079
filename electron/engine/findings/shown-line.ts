import { wideOrderOf, wideText } from './wide-text.ts';

/** Bytes of a file that is no text that are shown. */
const shownBytes = 64;
const longest = 400;

/**
 * What is shown of bytes in which a secret lies from `start` to `end`: its line, of several the first ones; bytes that
 * are no text in hex.
 */
export function shownLine(bytes: Uint8Array, start: number, end: number): string {
  const value = bytes.subarray(start, Math.min(end, start + longest));
  if (value.includes(0)) {
    const order = wideOrderOf(value.subarray(0, value.length & ~1));
    if (order === null) return hexOf(value.subarray(0, shownBytes));
    // Units as the value has them: what stands before it has an even number of bytes, or one too many.
    return wideLine(wideText(bytes.subarray(start & 1), order), start >> 1, end >> 1);
  }
  const from = lineStart(bytes, start);
  const to = Math.max(lineEnd(bytes, Math.min(end, bytes.length)), start);
  return new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + longest)));
}

function wideLine(text: string, start: number, end: number): string {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, text.indexOf('\ufeff') + 1);
  const after = text.slice(end).search(/[\r\n]/);
  const to = after === -1 ? text.length : end + after;
  return text.slice(from, Math.min(to, from + longest));
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
