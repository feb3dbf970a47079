import type { Lineage } from '../../../shared/model/lineage.ts';
import {
  measureLayers,
  type LayerMatrix,
  type MatrixRow,
  type Usage,
} from '../../../shared/model/usage.ts';

/**
 * The matrix of layers by images. Columns stand as the images stand in the lineage, relatives side by side; rows as
 * their layers first come in those columns, lowest first, so that shared bases make blocks. Both values are of one set.
 */
export function layerMatrix(usage: Usage, lineage: Lineage): LayerMatrix {
  const columns = columnOrder(lineage);
  const places = new Map(columns.map((image, place) => [image, place]));
  const rows = new Map<string, { layers: number[]; images: readonly number[] }>();
  const seen = new Set<number>();
  for (const image of columns) {
    for (const layer of usage.images[image]!.layers) {
      if (seen.has(layer)) continue;
      seen.add(layer);
      const images = usage.layers[layer]!.images.map((each) => places.get(each)!).sort(
        (one, other) => one - other,
      );
      const key = images.join(' ');
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { layers: [layer], images });
      else row.layers.push(layer);
    }
  }
  return {
    columns,
    rows: [...rows.values()].map(({ layers, images }): MatrixRow => {
      const amounts = measureLayers(usage.layers, layers);
      return { layers, images, amounts };
    }),
  };
}

/** Images in the order in which the lineage comes by them; those without layers at the end of their platform. */
function columnOrder(lineage: Lineage): readonly number[] {
  return lineage.platforms.flatMap(({ first, end, images }) => [
    ...lineage.nodes.slice(first, end).flatMap((node) => node.images),
    ...images.filter((image) => lineage.images[image]!.node === null),
  ]);
}
