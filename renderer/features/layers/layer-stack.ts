import type { HistoryStep } from '../../../shared/model/history.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Layer, LayerFacts } from '../../../shared/model/layer.ts';
import type { ImageFacts } from '../../../shared/model/source-state.ts';

/** One line of the layer list: a layer, or a step of the history that made none. */
export type StackLine =
  | {
      readonly kind: 'layer';
      readonly layer: Layer;
      /** Null until the layers have been read, and for a layer that cannot be. */
      readonly facts: LayerFacts | null;
      readonly step: HistoryStep | null;
    }
  | { readonly kind: 'step'; readonly position: number; readonly step: HistoryStep };

/** The lines from the lowest layer up, each empty step where it stands in the history. */
export function stackLines(image: Image, facts: ImageFacts | null): readonly StackLine[] {
  const layerLine = (layer: Layer, step: HistoryStep | null): StackLine => ({
    kind: 'layer',
    layer,
    facts: facts?.layers.find(({ index }) => index === layer.index) ?? null,
    step,
  });
  const paired = image.history.filter(({ layer }) => layer !== null).length;
  if (paired === 0) return image.layers.map((layer) => layerLine(layer, null));
  const lines: StackLine[] = [];
  let next = 0;
  for (const [position, step] of image.history.entries()) {
    if (step.layer === null) {
      lines.push({ kind: 'step', position, step });
      continue;
    }
    for (; next <= step.layer; next += 1) {
      const layer = image.layers[next];
      if (layer !== undefined) lines.push(layerLine(layer, next === step.layer ? step : null));
    }
  }
  return [...lines, ...image.layers.slice(next).map((layer) => layerLine(layer, null))];
}

/** What a layer's size bar is a share of: the sum of all layers, unpacked where that is known. */
export function layerBytes(layer: Layer, facts: LayerFacts | null): number {
  return facts?.unpackedBytes ?? layer.storedBytes ?? 0;
}
