import { sliceNodes } from '../tree/slices.ts';

/** Keys that come into one bucket, unless they are equal. */
const perBucket = 16;
const mostBuckets = 1 << 16;

/**
 * The positions of `keys` with equal ones beside each other, in their order, so that groups are runs. In which order
 * the groups come is not said. Keys may be any number but NaN.
 */
export function* equalTogether(keys: Float64Array): Generator<void, Uint32Array> {
  const bits = Math.ceil(Math.log2(Math.min(mostBuckets, Math.max(2, keys.length / perBucket))));
  const words = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
  const bucketOf = (at: number): number =>
    Math.imul(words[at * 2]! ^ Math.imul(words[at * 2 + 1]!, 0x85eb_ca6b), 0x9e37_79b1) >>>
    (32 - bits);
  const starts = new Uint32Array((1 << bits) + 1);
  for (let at = 0; at < keys.length; at++) {
    if (at % sliceNodes === 0) yield;
    starts[bucketOf(at) + 1]!++;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const ends = starts.slice();
  const places = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    if (at % sliceNodes === 0) yield;
    places[ends[bucketOf(at)]!++] = at;
  }
  let steps = 0;
  for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
    const inBucket = places.subarray(starts[bucket], starts[bucket + 1]);
    if (inBucket.some((at) => keys[at] !== keys[inBucket[0]!])) {
      inBucket.sort((a, b) => keys[a]! - keys[b]! || a - b);
    }
    steps += inBucket.length;
    if (steps >= sliceNodes) {
      steps = 0;
      yield;
    }
  }
  return places;
}

/** The items of equal keys, group by group, those of two and more; `places` as `equalTogether` answers for the keys. */
export function* runsOfEqual(
  items: Uint32Array,
  keys: Float64Array,
  places: Uint32Array,
): Generator<readonly number[], void> {
  for (let from = 0; from < places.length;) {
    const key = keys[places[from]!];
    let to = from + 1;
    while (to < places.length && keys[places[to]!] === key) to++;
    if (to - from > 1) yield Array.from(places.subarray(from, to), (place) => items[place]!);
    from = to;
  }
}
