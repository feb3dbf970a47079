import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause, LayerWaste, Waste } from '../../../shared/model/waste.ts';

export type BarPart = 'visible' | HiddenCause;

/** A part of the bar of a layer, in pixels from where bars begin. */
export interface BarSegment {
  readonly part: BarPart;
  readonly bytes: number;
  readonly x: number;
  readonly width: number;
}

/** What is there is seen, however little it is. */
const leastWidth = 2;

/**
 * The bars of the layers, from the lowest, in one scale: the layer that stores most takes the whole width. What is
 * visible comes first, then what is hidden by cause. Parts without bytes are left out.
 */
export function layerBars(waste: Waste, width: number): readonly (readonly BarSegment[])[] {
  const most = Math.max(1, ...waste.layers.map(({ storedBytes }) => storedBytes));
  return waste.layers.map((layer) => {
    const parts = barParts(layer);
    const wide = parts.map(({ bytes }) => Math.max(leastWidth, (bytes / most) * width));
    // What tiny parts were given beyond their share the largest part gives up, so that no bar leaves its place.
    const excess = Math.max(0, sum(wide) - Math.max((layer.storedBytes / most) * width, 0));
    const largest = wide.indexOf(Math.max(...wide));
    let x = 0;
    return parts.map(({ part, bytes }, place) => {
      const own = wide[place] ?? 0;
      const taken = place === largest ? Math.max(leastWidth, own - excess) : own;
      const segment = { part, bytes, x, width: taken };
      x += taken;
      return segment;
    });
  });
}

/** What a layer stores, part by part, without those of no bytes. */
export function barParts(
  layer: LayerWaste,
): readonly { readonly part: BarPart; readonly bytes: number }[] {
  return [
    { part: 'visible' as const, bytes: layer.storedBytes - layer.hiddenBytes },
    ...hiddenCauses.map((part) => ({ part, bytes: layer.byCause[part] })),
  ].filter(({ bytes }) => bytes > 0);
}

/** The causes that hide anything, in their order. */
export function presentCauses({ byCause }: Waste): readonly HiddenCause[] {
  return hiddenCauses.filter((cause) => byCause[cause] > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
