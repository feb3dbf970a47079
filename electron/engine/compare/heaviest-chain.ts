/** Two elements of two lists that may belong together, and how much speaks for it: more than 0. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/**
 * Of links between two lists those that weigh most together and do not cross: both positions rise from each to the
 * next. With equal weights that is a longest common subsequence. Costs n log n for n links, whatever the lists are
 * like (Jacobson and Vo, Heaviest increasing subsequences, 1992).
 */
export function heaviestChain<Item extends Link>(links: readonly Item[]): readonly Item[] {
  // Of one `a` the highest `b` comes first: so none of its links can follow another.
  const ordered = links.toSorted((one, other) => one.a - other.a || other.b - one.b);
  const best = new BestBelow(ordered.reduce((most, { b }) => Math.max(most, b), 0) + 1);
  const before = new Int32Array(ordered.length);
  const sums = new Float64Array(ordered.length);
  let top = -1;
  for (const [place, { b, weight }] of ordered.entries()) {
    const below = best.before(b, sums);
    before[place] = below;
    const sum = weight + (below < 0 ? 0 : sums[below]!);
    sums[place] = sum;
    best.put(b, place, sums);
    if (top < 0 || sum > sums[top]!) top = place;
  }
  const chain: Item[] = [];
  for (let place = top; place >= 0; place = before[place]!) chain.push(ordered[place]!);
  return chain.toReversed();
}

/** The heaviest chain that ends before a position, for all positions at once (a Fenwick tree over them). */
class BestBelow {
  readonly #chains: Int32Array;

  constructor(length: number) {
    this.#chains = new Int32Array(length + 1).fill(-1);
  }

  before(position: number, sums: Float64Array): number {
    let best = -1;
    for (let at = position; at > 0; at -= at & -at) best = heavier(best, this.#chains[at]!, sums);
    return best;
  }

  put(position: number, chain: number, sums: Float64Array): void {
    for (let at = position + 1; at < this.#chains.length; at += at & -at) {
      this.#chains[at] = heavier(this.#chains[at]!, chain, sums);
    }
  }
}

function heavier(one: number, other: number, sums: Float64Array): number {
  if (one < 0 || other < 0) return Math.max(one, other);
  return sums[other]! > sums[one]! ? other : one;
}

/** As many pairs of one key are all taken. */
const allPairs = 1024;
/** Else those whose places among the equal ones are at most this far apart. */
const nearby = 8;

/**
 * Every pair of equal keys of two lists. Of a key that stands very often on both sides only pairs of about the same
 * place are taken, counted from either end, so that there are at most some thirty for each element: enough to match
 * equal runs, and a million layers that are all the same cost nothing.
 */
export function* equalPairs(
  a: readonly (string | null)[],
  b: readonly (string | null)[],
): Generator<readonly [number, number]> {
  const placesB = placesOf(b);
  for (const [key, fromA] of placesOf(a)) {
    const fromB = placesB.get(key);
    if (fromB === undefined) continue;
    const isFew = fromA.length * fromB.length <= allPairs;
    for (const [rankA, placeA] of fromA.entries()) {
      const ranks = isFew ? fromB.keys() : nearRanks(rankA, fromA.length, fromB.length);
      for (const rankB of ranks) yield [placeA, fromB[rankB]!];
    }
  }
}

function nearRanks(rank: number, lengthA: number, lengthB: number): Set<number> {
  const ranks = new Set<number>();
  for (const middle of [rank, rank + lengthB - lengthA]) {
    for (let near = middle - nearby; near <= middle + nearby; near++) {
      if (near >= 0 && near < lengthB) ranks.add(near);
    }
  }
  return ranks;
}

function placesOf(keys: readonly (string | null)[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, key] of keys.entries()) {
    if (key === null) continue;
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places;
}
