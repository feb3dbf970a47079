import { EngineError } from '../bytes/engine-error.ts';
import { listSelection } from '../export/tree-listing.ts';
import type { TreeSelection } from '../export/tree-listing.ts';
import { runSliced } from '../tree/slices.ts';
import type { ListedTree } from '../worker/tasks.ts';
import type { ReadImage } from './image-reading.ts';
import { requireNode } from './session.ts';

/**
 * Lists a selection of an image's files, with what it takes to read them on a thread.
 *
 * @throws EngineError `arguments-invalid` for a layer that is not there, `entry-unknown`, `limit-reached`, `cancelled`
 */
export async function listFiles(
  { tree, layers }: ReadImage,
  selection: TreeSelection,
  signal: AbortSignal | undefined,
): Promise<ListedTree> {
  const { layer, nodes } = selection;
  if (layer >= tree.layers.length) throw new EngineError('arguments-invalid', { layer });
  for (const node of nodes) requireNode(tree, node);
  const listing = await runSliced(listSelection(tree, selection), signal);
  return {
    listing,
    layers: layers.map((read) => {
      if (read === null) return null;
      const { stored, listed } = read;
      const { compression, proof } = listed;
      return { layer: stored, compression, storedDigest: proof?.storedDigest ?? null };
    }),
  };
}

/** All that one layer itself holds. */
export function wholeLayer(layer: number): TreeSelection {
  return { layer, alone: true, nodes: [0] };
}
