import { writeTree } from '../export/write-tree.ts';
import type { StoredLayer } from '../layer/content.ts';
import { removeTree } from '../unpack/remove-tree.ts';
import { unpackListing } from '../unpack/unpack-listing.ts';
import { storedContent } from './file-tasks.ts';
import type { TaskContext } from './protocol.ts';
import type { LayerSource, Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** What takes files out of images, on threads. */
export const treeTasks = {
  'tree.write': (
    { layers, ...request }: Argument<'tree.write'>,
    { isCancelled, progress }: TaskContext,
  ) => writeTree({ ...request, layers: storedContents(layers) }, { isCancelled, progress }),
  'tree.unpack': (
    { layers, ...request }: Argument<'tree.unpack'>,
    { isCancelled, progress }: TaskContext,
  ) => unpackListing({ ...request, layers: storedContents(layers) }, { isCancelled, progress }),
  'tree.remove': ({ folder }: Argument<'tree.remove'>) => removeTree(Buffer.from(folder)),
};

function storedContents(layers: readonly (LayerSource | null)[]): readonly (StoredLayer | null)[] {
  return layers.map((layer) => (layer === null ? null : storedContent(layer)));
}
