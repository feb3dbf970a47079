import { contentsToHash } from '../diff/content.ts';
import { layerChanges } from '../diff/tree-changes.ts';
import { unionAfter } from '../tree/sums.ts';
import { TreeBuilder } from '../tree/tree-builder.ts';
import { madeUpIndex } from '../worker/warm-up.ts';

/** After so many trees the functions that build one have been compiled as well as they ever are. */
const trees = 16;

/**
 * Does what stacking the layers of an image does, over and over on layers made up in memory, so that the code is
 * compiled when the first archive is opened. Yields every few milliseconds; give it to `runSliced` when there is
 * nothing else to do.
 */
export function* warmUpStacking(): Generator<void> {
  const index = madeUpIndex();
  for (let tree = 0; tree < trees; tree++) {
    const builder = new TreeBuilder();
    yield* builder.addLayer(index);
    yield* builder.addLayer({ ...index });
    const made = builder.finish();
    yield;
    contentsToHash(made);
    layerChanges(made);
    unionAfter(made, 1);
  }
}
