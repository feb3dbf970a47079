import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';

/** A layer that may be like another. */
export interface LayerToLiken {
  readonly position: number;
  /** Null for one that could not be read: it is like no other, as far as anybody knows. */
  readonly index: LayerIndex | null;
  /** Only layers with the same number here are held against each other. */
  readonly gap: number;
}

/** How much layers of one list have in common with layers of another. */
export interface LayerLikeness {
  /** The pairs that have anything in common. */
  readonly pairs: readonly LikePair[];
  /** From 0 to 1; null where one of the two is not known or has no files. */
  between(a: number, b: number): number | null;
}

export interface LikePair {
  readonly a: number;
  readonly b: number;
  readonly likeness: number;
}

/** Entries of one side that are looked at: some 20 bytes each while this runs, and a quarter of a microsecond. */
const mostEntries = 4_000_000;
/** What stands in more layers than this tells none of them from the others. */
const mostLayers = 16;
/** Files of one bucket that are gone through: there are that many only where somebody made paths for it. */
const longestChain = 1024;
/** Entries between two turns for other work. */
const entriesPerTurn = 4096;

/**
 * How much of their files layers have in common: twice the bytes of the files that both have, through the bytes of
 * all files of both (Dice's coefficient). A file is the same when path, kind, size and link text are. Its content is not
 * asked: it is known of some layers and not of others, and what belongs together must not depend on that. Folders do
 * not count, for every layer repeats those that it writes into. Each entry counts for one byte more than its size, so that layers of links and
 * whiteouts can be told apart.
 *
 * Cost and memory are those of the entries, not of the pairs of layers. Of layers beyond four million entries nothing
 * is known.
 */
export function* likenessOf(
  a: readonly LayerToLiken[],
  b: readonly LayerToLiken[],
): Generator<void, LayerLikeness> {
  const [fromA, fromB] = [withinBudget(a), withinBudget(b)];
  const files = new FileTable(fromA.reduce((sum, { index }) => sum + index.count, 0));
  const weightA = new Map<number, number>();
  const weightB = new Map<number, number>();
  for (const [place, { index, position }] of fromA.entries()) {
    let sum = 0;
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % entriesPerTurn === 0) yield;
      if (!counts(index, entry)) continue;
      sum += weightOf(index, entry);
      files.add(fileKey(index, entry), place);
    }
    weightA.set(position, sum);
  }
  const common = new Map<number, Map<number, number>>();
  for (const { index, position, gap } of fromB) {
    const shared = new Map<number, number>();
    let sum = 0;
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % entriesPerTurn === 0) yield;
      if (!counts(index, entry)) continue;
      const weight = weightOf(index, entry);
      sum += weight;
      files.find(fileKey(index, entry), (place) => {
        const found = fromA[place]!;
        if (found.gap !== gap) return;
        shared.set(found.position, (shared.get(found.position) ?? 0) + weight);
      });
    }
    weightB.set(position, sum);
    common.set(position, shared);
  }
  return { pairs: [...pairsOf(common, weightA, weightB)], between };

  function between(one: number, other: number): number | null {
    return dice(common.get(other)?.get(one) ?? 0, weightA.get(one), weightB.get(other));
  }
}

type ReadLayer = LayerToLiken & { readonly index: LayerIndex };

function withinBudget(layers: readonly LayerToLiken[]): readonly ReadLayer[] {
  let left = mostEntries;
  return layers.flatMap(({ index, ...layer }) => {
    if (index === null || index.count > left) return [];
    left -= index.count;
    return [{ ...layer, index }];
  });
}

function* pairsOf(
  common: ReadonlyMap<number, ReadonlyMap<number, number>>,
  weightA: ReadonlyMap<number, number>,
  weightB: ReadonlyMap<number, number>,
): Generator<LikePair> {
  for (const [b, shared] of common) {
    for (const [a, weight] of shared) {
      const likeness = dice(weight, weightA.get(a), weightB.get(b));
      if (likeness !== null) yield { a, b, likeness };
    }
  }
}

/** A path that a layer has twice could count twice, so the bound. */
function dice(shared: number, a: number | undefined, b: number | undefined): number | null {
  if (a === undefined || b === undefined || a + b === 0) return null;
  return Math.min(1, (2 * shared) / (a + b));
}

function counts(index: LayerIndex, entry: number): boolean {
  const kind = index.kind[entry];
  return kind !== EntryKind.directory && kind !== EntryKind.hidden;
}

function weightOf(index: LayerIndex, entry: number): number {
  return index.size[entry]! + 1;
}

/** 53 bits of what makes an entry the same in two layers. */
function fileKey(index: LayerIndex, entry: number): number {
  const size = index.size[entry]!;
  let one = 0x811c9dc5 ^ index.kind[entry]!;
  let other = Math.imul(size | 0, 0x9e3779b1) ^ Math.floor(size / 2 ** 32);
  const { paths, links } = index;
  const pathEnd = index.pathStart[entry + 1]!;
  for (let at = index.pathStart[entry]!; at < pathEnd; at++) {
    one = Math.imul(one ^ paths[at]!, 0x01000193);
    other = Math.imul(other ^ paths[at]!, 0x5bd1e995) ^ (other >>> 15);
  }
  const linkEnd = index.linkStart[entry + 1]!;
  for (let at = index.linkStart[entry]!; at < linkEnd; at++) {
    one = Math.imul(one ^ links[at]!, 0x01000193);
    other = Math.imul(other ^ links[at]!, 0x5bd1e995) ^ (other >>> 15);
  }
  one ^= Math.imul(size | 0, 0x85ebca6b);
  return (one >>> 0) * 2 ** 21 + ((other >>> 0) % 2 ** 21);
}

/** The files of many layers, each with its layer, in columns: a map of a million keys would take five times the room. */
class FileTable {
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #keys: Float64Array;
  readonly #layers: Uint16Array;
  readonly #buckets: number;
  #count = 0;

  /** `capacity`: how often `add` will be called at most. */
  constructor(capacity: number) {
    this.#buckets = 2 ** Math.ceil(Math.log2(Math.max(16, capacity)));
    this.#first = new Int32Array(this.#buckets).fill(-1);
    this.#next = new Int32Array(capacity);
    this.#keys = new Float64Array(capacity);
    this.#layers = new Uint16Array(capacity);
  }

  add(key: number, layer: number): void {
    const bucket = key % this.#buckets;
    const place = this.#count++;
    this.#keys[place] = key;
    this.#layers[place] = layer;
    this.#next[place] = this.#first[bucket]!;
    this.#first[bucket] = place;
  }

  /** Calls `found` with each layer that has the file. */
  find(key: number, found: (layer: number) => void): void {
    let left = mostLayers;
    let steps = 0;
    for (let at = this.#first[key % this.#buckets]!; at >= 0; at = this.#next[at]!) {
      if (left === 0 || ++steps > longestChain) return;
      if (this.#keys[at] !== key) continue;
      left--;
      found(this.#layers[at]!);
    }
  }
}
