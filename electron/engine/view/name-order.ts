import type { UnionTree } from '../tree/union-tree.ts';
import { placesByKey } from './sort-by-key.ts';

/** Bytes of a name that fit exactly into one number. */
const keyBytes = 6;
const slash = 0x2f;

/**
 * Sorts sibling nodes in place by their names: by bytes, capital letters of ASCII like small ones, small before
 * capital where only that differs.
 */
export function sortByName(tree: UnionTree, nodes: Uint32Array): void {
  const { arena } = tree.names;
  const starts = nodes.map((node) => tree.names.startOf(tree.name[node]!));
  // Names in one folder often begin alike. Behind what all have in common, six bytes decide nearly every pair.
  const skip = commonLength(arena, starts);
  const keys = Float64Array.from(starts, (start) => keyAt(arena, start, skip));
  const places = placesByKey(keys);
  for (let from = 0; from < places.length;) {
    let to = from + 1;
    while (to < places.length && keys[places[to]!] === keys[places[from]!]) to++;
    if (to > from + 1) {
      places.subarray(from, to).sort((a, b) => compareNames(arena, starts[a]!, starts[b]!));
    }
    from = to;
  }
  nodes.set(places.map((place) => nodes[place]!));
}

/** How many bytes at the beginning are the same in all names. A slash, which no name holds, ends each. */
function commonLength(arena: Uint8Array, starts: Uint32Array): number {
  const first = starts[0];
  if (first === undefined) return 0;
  let length = arena.indexOf(slash, first) - first;
  for (const start of starts) {
    let same = 0;
    while (same < length && fold(arena[start + same]!) === fold(arena[first + same]!)) same++;
    length = same;
  }
  return length;
}

/** Six bytes of a name as a number; what is behind the end of the name orders before every byte. */
function keyAt(arena: Uint8Array, start: number, skip: number): number {
  let key = 0;
  let ended = false;
  for (let i = start + skip; i < start + skip + keyBytes; i++) {
    ended ||= arena[i] === slash;
    key = key * 257 + (ended ? 0 : fold(arena[i]!) + 1);
  }
  return key;
}

function compareNames(arena: Uint8Array, a: number, b: number): number {
  let byCase = 0;
  for (let i = 0; ; i++) {
    const [left, right] = [arena[a + i]!, arena[b + i]!];
    if (left === slash || right === slash) {
      return Number(right === slash) - Number(left === slash) || byCase;
    }
    const difference = fold(left) - fold(right);
    if (difference !== 0) return difference;
    byCase ||= right - left;
  }
}

function fold(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
