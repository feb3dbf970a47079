import { bytesOfLayer, type ByteBasis } from '../../../shared/model/amount.ts';
import type { Lineage } from '../../../shared/model/lineage.ts';
import type { Icicle, IcicleBlock, IcicleRow } from '../../../shared/model/usage.ts';

/**
 * The stack view of a lineage. Rows follow the nodes, so that every stack that several images share lies in rows beside
 * each other. An image without layers has an empty row at the end of its platform.
 */
export function icicleOf(lineage: Lineage, basis: ByteBasis): Icicle {
  const rows: IcicleRow[] = [];
  const blocks: IcicleBlock[] = [];
  const ends = new Float64Array(lineage.nodes.length);
  let longest = 0;
  for (const { first, end, images } of lineage.platforms) {
    for (let place = first; place < end; place++) {
      const node = lineage.nodes[place]!;
      const start = node.parent === null ? 0 : ends[node.parent]!;
      const bytes = bytesOfLayer(node, basis);
      ends[place] = start + (bytes ?? 0);
      longest = Math.max(longest, ends[place]!);
      // Everything on top comes next, so its rows, and this node's own, begin with the next one.
      const firstRow = rows.length;
      for (const image of node.images) rows.push({ image, bytes: ends[place]! });
      blocks.push({ node: place, firstRow, rowCount: node.imagesThrough, start, bytes });
    }
    for (const image of images) {
      if (lineage.images[image]!.node === null) rows.push({ image, bytes: 0 });
    }
  }
  return { basis, rows, blocks, bytes: longest };
}
