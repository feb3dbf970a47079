import type { GrowthCell, GrowthTreemap } from '../../../shared/model/comparison.ts';
import type { TreemapArea, TreemapAreas } from '../usage/treemap-layout.ts';

/** A cell whose area is what grew and what shrank in it together. */
export interface GrowthArea extends GrowthCell, TreemapArea {}

/** Growth as areas to be laid out. */
export function growthAreas(map: GrowthTreemap): TreemapAreas<GrowthArea> {
  return {
    ...map,
    cells: map.cells.map((cell) => ({ ...cell, bytes: cell.grownBytes + cell.shrunkBytes })),
  };
}

/** What a cell tells first: that all in it grew, that all shrank, or that some did either. */
export type GrowthDirection = 'grown' | 'shrunk' | 'both' | 'none';

export function directionOf({
  grownBytes,
  shrunkBytes,
}: Pick<GrowthCell, 'grownBytes' | 'shrunkBytes'>): GrowthDirection {
  if (grownBytes > 0 && shrunkBytes > 0) return 'both';
  if (grownBytes > 0) return 'grown';
  return shrunkBytes > 0 ? 'shrunk' : 'none';
}
