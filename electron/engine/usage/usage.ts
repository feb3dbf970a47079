import { addAmounts, measure, type Amounts } from '../../../shared/model/amount.ts';
import {
  measureLayers,
  removalOf,
  type ImageUsage,
  type LayerUsage,
  type Usage,
} from '../../../shared/model/usage.ts';
import type { StackSet } from '../image/stack-set.ts';

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
