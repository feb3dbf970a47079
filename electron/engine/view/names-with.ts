/** Distinct names, one after another. */
export interface NameBytes {
  /** Each followed by a slash, which no name holds. */
  readonly arena: Uint8Array;
  /** Where each begins in it. */
  readonly nameStart: Uint32Array;
}

/**
 * Sets a bit in `marks` at each name that holds some bytes. Answers false where these are more than `most`: then not all
 * of them are marked.
 */
export function markNames(
  { arena, nameStart }: NameBytes,
  needle: Uint8Array,
  marks: Uint8Array,
  { bit = 1, most = nameStart.length }: { readonly bit?: number; readonly most?: number } = {},
): boolean {
  const bytes = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  for (let at = 0, id = 0, hits = 0; ; hits++) {
    // Where every other name has a hit, as with a first letter, a loop costs less than a call for each.
    at = hits * 4 > id ? nextHit(bytes, at, needle) : bytes.indexOf(needle, at);
    if (at === -1) return true;
    if (hits === most) return false;
    while ((nameStart[id + 1] ?? bytes.length) <= at) id++;
    marks[id]! |= bit;
    at = (nameStart[id + 1] ?? bytes.length) - 1;
  }
}

/** What `indexOf` answers. */
function nextHit(bytes: Uint8Array, from: number, needle: Uint8Array): number {
  const last = bytes.length - needle.length;
  for (let at = from; at <= last; at++) {
    let same = 0;
    while (same < needle.length && bytes[at + same] === needle[same]) same++;
    if (same === needle.length) return at;
  }
  return -1;
}
