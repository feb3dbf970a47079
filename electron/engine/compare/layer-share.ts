import { measure } from '../../../shared/model/amount.ts';
import type { LayerShare } from '../../../shared/model/comparison.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { gatherStacks } from '../image/stack-set.ts';
import type { SetLayer, StackSet } from '../image/stack-set.ts';

/** Two stacks with every layer numbered, the same number for the same layer. */
export interface NumberedStacks {
  readonly layers: readonly SetLayer[];
  /** Numbers of the layers of either stack, lowest first. */
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Numbers the layers of two images. Layers are the same when their diffIDs are, or, where nobody knows these, their
 * digests: `gatherStacks` says exactly how. Two points of one image have its very layers, whatever is known of them.
 */
export function numberStacks(a: ImageStack, b: ImageStack): NumberedStacks {
  const isOneImage = a.source === b.source && a.key === b.key;
  const set = gatherStacks(isOneImage ? [a] : [a, b]);
  return { layers: set.layers, a: stackIn(set, a), b: stackIn(set, b) };
}

/** Layers that both sides have, and that only one has, each once however often it stands there. */
export function layerShares(stacks: NumberedStacks): {
  readonly shared: LayerShare;
  readonly onlyA: LayerShare;
  readonly onlyB: LayerShare;
} {
  const [a, b] = [new Set(stacks.a), new Set(stacks.b)];
  function share(numbers: Iterable<number>): LayerShare {
    const layers = [...numbers].map((number) => stacks.layers[number]!);
    return { layers: layers.length, bytes: measure(layers) };
  }
  return {
    shared: share([...a].filter((number) => b.has(number))),
    onlyA: share([...a].filter((number) => !b.has(number))),
    onlyB: share([...b].filter((number) => !a.has(number))),
  };
}

function stackIn({ images }: StackSet, { source, key }: ImageStack): readonly number[] {
  const image = images.find(({ places }) =>
    places.some((place) => place.source === source && place.key === key),
  );
  return image?.stack ?? [];
}
