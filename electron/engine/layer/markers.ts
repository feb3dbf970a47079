import { isMarked } from '../tar/clean-path.ts';

/** What a path with a `.wh.` in it means (OCI image-spec layer.md, Whiteouts; AUFS for `.wh..wh.`). */
export type Marker =
  /** An ordinary path; a folder above it has a marker's name, which cannot come to exist. */
  | { readonly kind: 'under-marker' }
  /** Hides what lower layers have in the folder that `bytes[start … end]` now is. */
  | { readonly kind: 'opaque'; readonly end: number }
  /** Removes the path that `bytes[start … end]` now is. */
  | { readonly kind: 'whiteout'; readonly end: number }
  /** Book-keeping of AUFS at the root of the layer. */
  | { readonly kind: 'metadata' }
  /** A marker that names nothing: `.wh.`, `.wh..`, `.wh...`. */
  | { readonly kind: 'invalid' };

const slash = 0x2f;
const dot = 0x2e;
const prefixBytes = 4;
const opaqueName = new TextEncoder().encode('.wh..wh..opq');

/**
 * Reads a cleaned path, `bytes[start … end]`, one of whose parts begins with `.wh.`. For a whiteout the mark is taken out
 * of the bytes. The mark decides by the name alone, whatever the type of the entry and its content.
 */
export function readMarker(bytes: Uint8Array, start: number, end: number): Marker {
  const base = baseStart(bytes, start, end);
  if (isMarked(bytes, base, end) && isOpaque(bytes, base, end)) {
    return { kind: 'opaque', end: Math.max(start, base - 1) };
  }
  if (isMetadata(bytes, start, end)) return { kind: 'metadata' };
  if (!isMarked(bytes, base, end)) return { kind: 'under-marker' };
  const name = base + prefixBytes;
  const length = end - name;
  if (length <= 2 && bytes.subarray(name, end).every((byte) => byte === dot)) {
    return { kind: 'invalid' };
  }
  bytes.copyWithin(base, name, end);
  return { kind: 'whiteout', end: base + length };
}

/** Whether a folder above the path has a marker's name. */
export function isUnderMarker(bytes: Uint8Array, start: number, end: number): boolean {
  const base = baseStart(bytes, start, end);
  for (let from = start; from < base;) {
    let to = from;
    while (bytes[to] !== slash) to++;
    if (isMarked(bytes, from, to)) return true;
    from = to + 1;
  }
  return false;
}

/** Whether the first part of the path begins with `.wh..wh.`; engines skip such names at the root only. */
function isMetadata(bytes: Uint8Array, start: number, end: number): boolean {
  return isMarked(bytes, start, end) && isMarked(bytes, start + prefixBytes, end);
}

function isOpaque(bytes: Uint8Array, start: number, end: number): boolean {
  return Buffer.compare(bytes.subarray(start, end), opaqueName) === 0;
}

function baseStart(bytes: Uint8Array, start: number, end: number): number {
  let base = end;
  while (base > start && bytes[base - 1] !== slash) base--;
  return base;
}
