import type { UnionTree } from '../tree/union-tree.ts';
import { placesByKey } from '../tree/sort-by-key.ts';

/** Bytes of a name that fit exactly into one number. */
const keyBytes = 6;
/** Up to so many names whose keys are equal are compared one with another. */
const fewNames = 64;
/** Parts of names that are looked at in this way; hostile names could go on for longer than the stack. */
const mostDepth = 32;
const slash = 0x2f;

/**
 * Sorts sibling nodes in place by their names: by bytes, capital letters of ASCII like small ones, small before
 * capital where only that differs.
 */
export function sortByName(tree: UnionTree, nodes: Uint32Array): void {
  const starts = nodes.map((node) => tree.names.startOf(tree.name[node]!));
  nodes.set(namePlaces(tree.names.arena, starts).map((place) => nodes[place]!));
}

/**
 * The places of `starts` in the order of the names that begin there in `arena`, each of which a slash ends. Equal names
 * keep their order.
 */
export function namePlaces(arena: Uint8Array, starts: Uint32Array, depth = 0): Uint32Array {
  // Names in one folder often begin alike. Behind what all have in common, six bytes decide nearly every pair.
  const skip = commonLength(arena, starts);
  const keys = Float64Array.from(starts, (start) => keyAt(arena, start, skip));
  const places = placesByKey(keys);
  for (let from = 0; from < places.length;) {
    const key = keys[places[from]!]!;
    let to = from + 1;
    while (to < places.length && keys[places[to]!] === key) to++;
    if (to > from + 1) sortEqualKeys(arena, starts, places.subarray(from, to), key, depth);
    from = to;
  }
  return places;
}

/** Sorts the places of names that are the same as far as their key goes. */
function sortEqualKeys(
  arena: Uint8Array,
  starts: Uint32Array,
  places: Uint32Array,
  key: number,
  depth: number,
): void {
  // A key that ends in 0 holds the end of the name: all of it is equal but for capital letters.
  if (places.length <= fewNames || key % 257 === 0 || depth === mostDepth) {
    places.sort((a, b) => compareNames(arena, starts[a]!, starts[b]!));
    return;
  }
  const group = places.map((place) => starts[place]!);
  places.set(namePlaces(arena, group, depth + 1).map((place) => places[place]!));
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
