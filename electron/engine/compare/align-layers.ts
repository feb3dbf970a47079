import type { LayerPair } from '../../../shared/model/comparison.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { equalPairs, heaviestChain } from './heaviest-chain.ts';
import type { Link } from './heaviest-chain.ts';
import { likenessOf } from './layer-likeness.ts';
import type { LayerLikeness, LayerToLiken } from './layer-likeness.ts';
import { likelyKey } from './step-keys.ts';

/** What alignment needs of a layer. */
export interface LayerToAlign {
  /** The same number for the same layer, wherever it stands. */
  readonly identity: number;
  /** True for a layer without entries: builders add the very same one for many different steps. */
  readonly isEmpty: boolean;
  readonly command: string | null;
  /** Null where the layer could not be read, or must not be looked into. */
  readonly index: LayerIndex | null;
}

/**
 * Layers that have this much in common, by `LayerLikeness`, belong together whatever their commands say: they are more
 * alike than not. Below a half a layer that was split or joined would be tied to a part that is not the most of it.
 */
export const enoughLikeness = 0.5;

/**
 * How much speaks for a pair, besides its likeness of 0 to 1. The same command is worth more than any likeness, so
 * content decides between layers only where commands do not, or are the same for several of them.
 */
const weights = {
  /** The same layer, which stands several times on a side. */
  sameLayer: 8,
  sameCommand: 4,
  likelyCommand: 1.5,
  /** The layer without entries says nothing of the step that it is for. */
  sameEmptyLayer: 0.25,
} as const;

/** A pair of two layers that are not the same one, or of a layer that stands several times. */
interface Candidate extends Link {
  readonly by: 'command' | 'content' | 'diff-id';
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

/**
 * Which layer of one stack belongs to which of the other, lowest first. Positions are those in the lists given, and no
 * layer is paired for its position.
 *
 * 1. The same layer: equal runs at the bottom and at the top, and between them of the layers that stand once on each
 *    side as many as keep their order (`identical`). Those that do not are `moved`.
 * 2. Between two of these, pairs in order that weigh most together: by the same command, by a command that differs in
 *    hashes and times alone, by content that is alike. A layer that stands several times, as the empty one does, only
 *    ties others here: it would hold apart what belongs together.
 *
 * n log n in the layers (Hunt and Szymanski's way to common subsequences), and linear in the entries of the layers
 * that are not the same.
 */
export function* alignLayers(
  a: readonly LayerToAlign[],
  b: readonly LayerToAlign[],
): Generator<void, readonly LayerPair[]> {
  const { anchors, moved } = sameLayers(a, b);
  const gaps = gapsOf(anchors, moved, a.length, b.length);
  const likeness = yield* likenessOf(toLiken(a, gaps.a, gaps.b), toLiken(b, gaps.b, gaps.a));
  const paired = heaviestChain(candidates(a, b, gaps, likeness));
  const repeated = movedRepeats(a, b, gaps, paired);
  const pairs = new Map<number, LayerPair>();
  for (const anchor of anchors) pairs.set(anchor.b, samePair('identical', anchor));
  for (const pair of [...moved, ...repeated]) pairs.set(pair.b, samePair('moved', pair));
  for (const pair of paired) pairs.set(pair.b, likelyPair(a, b, pair, likeness));
  return inOrder(pairs, a.length, b.length);
}

function sameLayers(
  a: readonly LayerToAlign[],
  b: readonly LayerToAlign[],
): { readonly anchors: readonly Anchor[]; readonly moved: readonly Anchor[] } {
  const shorter = Math.min(a.length, b.length);
  let bottom = 0;
  while (bottom < shorter && a[bottom]!.identity === b[bottom]!.identity) bottom++;
  let top = 0;
  while (top < shorter - bottom && a.at(-1 - top)!.identity === b.at(-1 - top)!.identity) top++;
  const placesA = singlePlaces(a);
  const placesB = singlePlaces(b);
  const once: Link[] = [];
  for (let place = bottom; place < a.length - top; place++) {
    const { identity, isEmpty } = a[place]!;
    const other = placesB.get(identity) ?? -1;
    if (isEmpty || other < 0 || placesA.get(identity) !== place) continue;
    once.push({ a: place, b: other, weight: 1 });
  }
  const kept = heaviestChain(once);
  const inPlace = new Set(kept);
  return {
    anchors: [
      ...Array.from({ length: bottom }, (_, place) => ({ a: place, b: place })),
      ...kept,
      ...Array.from({ length: top }, (_, place) => ({
        a: a.length - top + place,
        b: b.length - top + place,
      })),
    ],
    moved: once.filter((link) => !inPlace.has(link)),
  };
}

/** Positions of the layers that stand once in a stack; -1 for the others. */
function singlePlaces(layers: readonly LayerToAlign[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [place, { identity }] of layers.entries()) {
    places.set(identity, places.has(identity) ? -1 : place);
  }
  return places;
}

/** For each layer how many anchors are below it; -1 for one that has its partner. */
interface Gaps {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

function gapsOf(
  anchors: readonly Anchor[],
  moved: readonly Anchor[],
  lengthA: number,
  lengthB: number,
): Gaps {
  const paired = [...anchors, ...moved];
  return {
    a: gapNumbers(
      lengthA,
      anchors.map(({ a }) => a),
      paired.map(({ a }) => a),
    ),
    b: gapNumbers(
      lengthB,
      anchors.map(({ b }) => b),
      paired.map(({ b }) => b),
    ),
  };
}

function gapNumbers(
  length: number,
  anchors: readonly number[],
  paired: readonly number[],
): Int32Array {
  const isAnchor = new Set(anchors);
  const gaps = new Int32Array(length);
  let below = 0;
  for (let place = 0; place < length; place++) {
    if (isAnchor.has(place)) below++;
    gaps[place] = below;
  }
  for (const place of paired) gaps[place] = -1;
  return gaps;
}

/** The layers without a partner that may find one: the other side has some in the same gap. */
function toLiken(
  layers: readonly LayerToAlign[],
  gaps: Int32Array,
  others: Int32Array,
): readonly LayerToLiken[] {
  const there = new Set(others);
  return layers.flatMap(({ index }, position) => {
    const gap = gaps[position]!;
    return gap < 0 || !there.has(gap) ? [] : [{ position, index, gap }];
  });
}

function candidates(
  a: readonly LayerToAlign[],
  b: readonly LayerToAlign[],
  gaps: Gaps,
  likeness: LayerLikeness,
): readonly Candidate[] {
  const found = new Map<number, Candidate>();
  function put(placeA: number, placeB: number, by: Candidate['by'], weight: number): void {
    const key = placeA * b.length + placeB;
    if (found.has(key)) return;
    const like = likeness.between(placeA, placeB) ?? 0;
    found.set(key, { a: placeA, b: placeB, by, weight: weight + like });
  }
  for (const [by, weight, keyOf] of evidence) {
    const pairs = equalPairs(keysOf(a, gaps.a, keyOf), keysOf(b, gaps.b, keyOf));
    for (const [placeA, placeB] of pairs) put(placeA, placeB, by, weight);
  }
  for (const pair of likeness.pairs) {
    if (pair.likeness >= enoughLikeness) put(pair.a, pair.b, 'content', 0);
  }
  return [...found.values()];
}

type KeyOf = (layer: LayerToAlign) => string | null;

/** From the best to the weakest. */
const evidence: readonly (readonly ['diff-id' | 'command', number, KeyOf])[] = [
  ['diff-id', weights.sameLayer, ({ identity, isEmpty }) => (isEmpty ? null : `${identity}`)],
  ['command', weights.sameCommand, ({ command }) => command],
  ['command', weights.likelyCommand, ({ command }) => command && likelyKey(command)],
  ['diff-id', weights.sameEmptyLayer, ({ identity, isEmpty }) => (isEmpty ? `${identity}` : null)],
];

function keysOf(
  layers: readonly LayerToAlign[],
  gaps: Int32Array,
  keyOf: KeyOf,
): readonly (string | null)[] {
  return layers.map((layer, place) => {
    const key = gaps[place]! < 0 ? null : keyOf(layer);
    return key === null || key === '' ? null : `${gaps[place]} ${key}`;
  });
}

/** Layers that stand several times and found no partner in order. Where an empty one stands tells nothing. */
function movedRepeats(
  a: readonly LayerToAlign[],
  b: readonly LayerToAlign[],
  gaps: Gaps,
  paired: readonly Candidate[],
): readonly Anchor[] {
  const doneA = new Set(paired.map((pair) => pair.a));
  const doneB = new Set(paired.map((pair) => pair.b));
  const left = new Map<number, number[]>();
  for (const [place, { identity, isEmpty }] of a.entries()) {
    if (isEmpty || gaps.a[place]! < 0 || doneA.has(place)) continue;
    const same = left.get(identity);
    if (same === undefined) left.set(identity, [place]);
    else same.push(place);
  }
  return b.flatMap(({ identity }, place): readonly Anchor[] => {
    if (gaps.b[place]! < 0 || doneB.has(place)) return [];
    const partner = left.get(identity)?.shift();
    return partner === undefined ? [] : [{ a: partner, b: place }];
  });
}

function samePair(status: 'identical' | 'moved', { a, b }: Anchor): LayerPair {
  return { status, a, b, by: 'diff-id', likeness: 1, changes: null };
}

function likelyPair(
  a: readonly LayerToAlign[],
  b: readonly LayerToAlign[],
  pair: Candidate,
  likeness: LayerLikeness,
): LayerPair {
  const [layerA, layerB] = [a[pair.a]!, b[pair.b]!];
  if (layerA.identity === layerB.identity) return samePair('identical', pair);
  return {
    status: 'changed',
    a: pair.a,
    b: pair.b,
    by: pair.by,
    likeness: likeness.between(pair.a, pair.b),
    changes: null,
  };
}

/** Both stacks from the bottom, what A alone has before what B alone has. A moved pair stands where B has it. */
function inOrder(
  pairs: ReadonlyMap<number, LayerPair>,
  lengthA: number,
  lengthB: number,
): readonly LayerPair[] {
  const partnered = new Set([...pairs.values()].map(({ a }) => a));
  const following = nextInOrder(pairs, lengthA, lengthB);
  const result: LayerPair[] = [];
  let nextA = 0;
  for (let b = 0; b <= lengthB; b++) {
    for (; nextA < following[b]!; nextA++) {
      if (!partnered.has(nextA)) result.push(alone('removed', nextA, null));
    }
    if (b < lengthB) result.push(pairs.get(b) ?? alone('inserted', null, b));
  }
  return result;
}

/** For each layer of B the partner in A of the nearest one, itself or above, that keeps its order. */
function nextInOrder(
  pairs: ReadonlyMap<number, LayerPair>,
  lengthA: number,
  lengthB: number,
): Int32Array {
  const following = new Int32Array(lengthB + 1).fill(lengthA);
  for (let b = lengthB - 1; b >= 0; b--) {
    const pair = pairs.get(b);
    const keepsOrder = pair !== undefined && pair.status !== 'moved' && pair.a !== null;
    following[b] = keepsOrder ? pair.a : following[b + 1]!;
  }
  return following;
}

function alone(status: 'inserted' | 'removed', a: number | null, b: number | null): LayerPair {
  return { status, a, b, by: null, likeness: null, changes: null };
}
