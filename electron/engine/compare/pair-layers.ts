import type { Side } from '../../../shared/model/comparison.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { ContentClasses } from '../diff/content-classes.ts';
import { inodeNumber } from '../tree/union-tree.ts';
import type { ContentNumbers, UnionTree } from '../tree/union-tree.ts';

/** A layer of one of the two images. */
export interface LayerSource {
  readonly side: Side;
  /** Position in that image. */
  readonly layer: number;
}

/** An image's tree, and by which names its layers can be recognised elsewhere. */
export interface KeyedTree {
  readonly tree: UnionTree;
  /**
   * By position, what stands for the bytes of a layer beyond doubt: its diffID as found, never as stated. Null where
   * that is not known: then only the very same index is the same layer.
   */
  readonly layerKeys: readonly (string | null)[];
}

/** The layers of two images in one list, those that both have once. */
export interface PairLayers {
  readonly layers: readonly (LayerIndex | null)[];
  /** Where each can be read. */
  readonly sources: readonly LayerSource[];
  /** By position in each image the position in `layers`. */
  readonly placeA: Uint16Array;
  readonly placeB: Uint16Array;
}

/** Lays the layers of two images in one list. */
export function pairLayers(a: KeyedTree, b: KeyedTree): PairLayers {
  const placeA = Uint16Array.from(a.tree.layers, (_, at) => at);
  const layers = [...a.tree.layers];
  const sources: LayerSource[] = layers.map((_, layer) => ({ side: 'a', layer }));
  if (a.tree === b.tree) return { layers, sources, placeA, placeB: placeA };
  const places = placesByKey(a);
  const taken = new Set<number>();
  const placeB = Uint16Array.from(b.tree.layers, (index, layer) => {
    // Each layer of A is given away once: a layer that stands twice in a stack holds two files where it holds one name.
    const same = keysOf(index, b.layerKeys[layer] ?? null)
      .flatMap((key) => places.get(key) ?? [])
      .find((place) => !taken.has(place) && isSameIndex(layers[place] ?? null, index));
    if (same === undefined) {
      sources.push({ side: 'b', layer });
      return layers.push(index) - 1;
    }
    taken.add(same);
    // Contents that only one of the two has hashed are known for both.
    if (layers[same]?.contentHash === null && index !== null && index.contentHash !== null) {
      layers[same] = index;
      sources[same] = { side: 'b', layer };
    }
    return same;
  });
  return { layers, sources, placeA, placeB };
}

/** What was compared within each of the images, in terms of the common list of layers. */
export function pairClasses(places: PairLayers, a: UnionTree, b: UnionTree): ContentNumbers {
  if (a === b) return a.contentClasses;
  const classes = new ContentClasses();
  for (const [tree, place] of [
    [a, places.placeA],
    [b, places.placeB],
  ] as const) {
    for (const [file, same] of tree.contentClasses) {
      classes.join(placed(file, place), placed(same, place));
    }
  }
  return classes;
}

function placed(inode: number, place: Uint16Array): number {
  const layer = Math.floor(inode / 0x1_0000_0000);
  return inodeNumber(place[layer]!, inode % 0x1_0000_0000);
}

function placesByKey({ tree, layerKeys }: KeyedTree): Map<string | Uint8Array, number[]> {
  const places = new Map<string | Uint8Array, number[]>();
  for (const [layer, index] of tree.layers.entries()) {
    for (const key of keysOf(index, layerKeys[layer] ?? null)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [layer]);
      else known.push(layer);
    }
  }
  return places;
}

/** A column stands for the index that it belongs to: trees hold copies that share the columns. */
function keysOf(index: LayerIndex | null, key: string | null): readonly (string | Uint8Array)[] {
  if (index === null) return [];
  return key === null ? [index.kind] : [index.kind, key];
}

/** The same tar can be read in two ways: an eStargz layer has entries that a plain one shows. */
function isSameIndex(a: LayerIndex | null, b: LayerIndex | null): boolean {
  if (a === null || b === null) return false;
  return a.kind === b.kind || (a.count === b.count && Buffer.compare(a.kind, b.kind) === 0);
}
