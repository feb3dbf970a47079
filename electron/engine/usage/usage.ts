import { addAmounts, measure, type Amounts, type Measured } from '../../../shared/model/amount.ts';
import type { StackLayer } from '../../../shared/model/image-stack.ts';
import {
  measureLayers,
  removalOf,
  type ImageUsage,
  type LayerUsage,
  type Usage,
} from '../../../shared/model/usage.ts';
import { findLayer, type StackSet } from '../image/stack-set.ts';

/** What the images of a set take. Costs what their stacks have in layers. */
export function usageOf(set: StackSet): Usage {
  const own = set.images.map(({ stack }) => [...new Set(stack)]);
  const users: number[][] = set.layers.map(() => []);
  for (const [image, layers] of own.entries()) {
    for (const layer of layers) users[layer]!.push(image);
  }
  const layers = set.layers.map((layer, place): LayerUsage => {
    const { diffId, digest, command, storedBytes, unpackedBytes, available } = layer;
    const images = users[place]!;
    return { diffId, digest, command, storedBytes, unpackedBytes, available, images };
  });
  const images = set.images.map((image, place): ImageUsage => {
    const { key, id, references, platform, places } = image;
    const all = own[place]!;
    return {
      key,
      id,
      references,
      platform,
      places,
      layers: all,
      size: measureLayers(layers, all),
      shared: measure(layersWith(layers, all, isShared)),
      unique: measure(layersWith(layers, all, isUnique)),
    };
  });
  const every = [...layers.keys()];
  const unique = measure(layersWith(layers, every, isUnique));
  const shared = measure(layersWith(layers, every, isShared));
  const usage: Usage = {
    images,
    layers,
    totals: {
      images: images.length,
      layers: layers.length,
      logical: addAmounts(images.map(({ size }) => size)),
      disk: addAmounts([unique, shared]),
      unique,
      shared,
      reclaimable: measure([]),
    },
  };
  return { ...usage, totals: { ...usage.totals, reclaimable: untaggedRemoval(usage) } };
}

/** What one more image costs. */
export interface AddedCost {
  /** Layers it would bring. */
  readonly added: Amounts;
  /** Layers of it that are there already. */
  readonly present: Amounts;
  /** Positions in its stack of the layers it would bring; one that repeats at its first position. */
  readonly addedLayers: readonly number[];
}

/**
 * What an image would cost on top of a set. A layer that the set knows and has nowhere at hand is brought by it. Layers
 * that it would bring and has nowhere either are counted as absent.
 */
export function addedCost(set: StackSet, layers: readonly StackLayer[]): AddedCost {
  const added: Measured[] = [];
  const present: Measured[] = [];
  const addedLayers: number[] = [];
  const seen = new Set<string>();
  for (const [position, layer] of layers.entries()) {
    const key = layer.diffId ?? layer.digest ?? `at ${position}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const known = set.layers[findLayer(set, layer)];
    if (known?.available === true) {
      present.push(known);
      continue;
    }
    added.push(layer);
    addedLayers.push(position);
  }
  return { added: measure(added), present: measure(present), addedLayers };
}

function untaggedRemoval(usage: Usage): Amounts {
  const untagged = [...usage.images.keys()].filter(
    (image) => usage.images[image]!.references.length === 0,
  );
  return removalOf(usage, new Set(untagged)).freed;
}

function isShared(layer: LayerUsage): boolean {
  return layer.images.length > 1;
}

function isUnique(layer: LayerUsage): boolean {
  return layer.images.length === 1;
}

function* layersWith(
  layers: readonly LayerUsage[],
  places: readonly number[],
  wanted: (layer: LayerUsage) => boolean,
): Generator<LayerUsage> {
  for (const place of places) {
    const layer = layers[place]!;
    if (wanted(layer)) yield layer;
  }
}
