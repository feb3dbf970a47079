/** Bytes of a tar block: headers take one, bodies are padded to a multiple. */
export const tarBlock = 512;

const checksumAt = 148;
const checksumLength = 8;
const space = 0x20;

/** What `checkBlock` finds. */
export type BlockCheck = 'header' | 'zero' | 'wrong';

/**
 * Tells a tar header from an end-of-archive block and from anything else. A header's checksum is the sum of its bytes
 * with the checksum field taken as spaces (POSIX ustar); the sum of signed bytes, which some old programs wrote, is
 * accepted as well. `words` is a view of `bytes` as 32-bit words when `at` is aligned in it, which makes it faster.
 */
export function checkBlock(bytes: Uint8Array, at: number, words: Int32Array | null): BlockCheck {
  const field = sumRange(bytes, at + checksumAt, checksumLength);
  const rest = (words === null ? sumRange(bytes, at, tarBlock) : sumWords(words, at >>> 2)) - field;
  if (rest === 0 && field === 0) return 'zero';
  const stated = statedChecksum(bytes, at + checksumAt);
  if (stated === rest + checksumLength * space) return 'header';
  return stated === signedChecksum(bytes, at) ? 'header' : 'wrong';
}

/** A view of `bytes` as whole 32-bit words for `checkBlock`; null when the bytes do not lie on a word boundary. */
export function wordsOf(bytes: Uint8Array): Int32Array | null {
  if ((bytes.byteOffset & 3) !== 0) return null;
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
}

function sumRange(bytes: Uint8Array, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at++) sum += bytes[at] ?? 0;
  return sum;
}

/** The sum of the 512 bytes from word `start`: two lanes of 16 bits hold 256 bytes each without overflow. */
function sumWords(words: Int32Array, start: number): number {
  let even = 0;
  let odd = 0;
  for (let at = start; at < start + tarBlock / 4; at++) {
    const word = words[at] ?? 0;
    even += word & 0x00ff00ff;
    odd += (word >>> 8) & 0x00ff00ff;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
}

function signedChecksum(bytes: Uint8Array, start: number): number {
  let sum = checksumLength * space;
  for (let at = 0; at < tarBlock; at++) {
    if (at === checksumAt) at += checksumLength;
    const byte = bytes[start + at] ?? 0;
    sum += byte < 128 ? byte : byte - 256;
  }
  return sum;
}

/** The octal number of the checksum field, padded by spaces or NULs on either side; NaN when there is none. */
function statedChecksum(bytes: Uint8Array, start: number): number {
  const end = start + checksumLength;
  let at = start;
  while (at < end && (bytes[at] === space || bytes[at] === 0)) at++;
  let value = Number.NaN;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = (Number.isNaN(value) ? 0 : value * 8) + digit;
  }
  return value;
}
