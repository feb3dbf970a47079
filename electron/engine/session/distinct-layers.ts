import type { Digest } from '../../../shared/model/digest.ts';
import { isCancelled } from '../bytes/engine-error.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import type { ReadImage } from './image-reading.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';

/** Layers that are read whole at a time. */
const mostAtOnce = 16;

/** An image with what its config says of its layers. */
export interface StackedImage {
  readonly read: ReadImage;
  /** By position in the stack; null where nothing is said. */
  readonly statedDiffIds: readonly (Digest | null)[];
}

/** A layer that one image or several have. */
export interface DistinctLayer {
  readonly layer: ReadLayer;
  /** Where it stands: the images by their order, lowest position first; once for each image. */
  readonly places: readonly { readonly image: number; readonly position: number }[];
}

interface FoundLayer {
  layer: ReadLayer;
  statedDiffId: Digest | null;
  readonly places: { readonly image: number; readonly position: number }[];
}

/**
 * The layers of some images, each once: the same place of a file, or the same diffID as it was found. An uncompressed
 * layer is read whole for that only where another of these images states the same diffID of a layer that lies elsewhere.
 * The layers come with what is known of them by now, in the order in which the images have them.
 *
 * @throws EngineError `cancelled`
 */
export async function distinctLayers(
  images: readonly StackedImage[],
  shelf: LayerShelf,
  job: RunningJob,
): Promise<readonly DistinctLayer[]> {
  const found = await layersByPlace(images, shelf);
  await proveTwins(found, shelf, job);
  const byDiffId = new Map<Digest, FoundLayer>();
  const distinct: FoundLayer[] = [];
  for (const each of found) {
    const diffId = each.layer.listed.proof?.diffId ?? null;
    const same = diffId === null ? undefined : byDiffId.get(diffId);
    if (same !== undefined) {
      addPlaces(same, each.places);
      continue;
    }
    if (diffId !== null) byDiffId.set(diffId, each);
    distinct.push(each);
  }
  return distinct;
}

/** A layer on the shelf is listed once, however many images have it: a column of its index stands for its place. */
async function layersByPlace(
  images: readonly StackedImage[],
  shelf: LayerShelf,
): Promise<readonly FoundLayer[]> {
  const found = new Map<Uint8Array, FoundLayer>();
  for (const [image, { read, statedDiffIds }] of images.entries()) {
    for (const [position, layer] of read.layers.entries()) {
      if (layer === null) continue;
      const statedDiffId = statedDiffIds[position] ?? null;
      const key = layer.listed.index.kind;
      const before = found.get(key);
      const place = { image, position };
      if (before !== undefined) addPlaces(before, [place]);
      else found.set(key, { layer: await newest(layer, shelf), statedDiffId, places: [place] });
    }
  }
  return [...found.values()];
}

/** What has been found out of a layer since its image was read. */
async function newest(layer: ReadLayer, shelf: LayerShelf): Promise<ReadLayer> {
  const listed = await shelf.known(layer.stored);
  const isSame = listed !== null && listed.index.kind === layer.listed.index.kind;
  return isSame ? { ...layer, listed } : layer;
}

function addPlaces(to: FoundLayer, places: FoundLayer['places']): void {
  for (const place of places) {
    if (!to.places.some(({ image }) => image === place.image)) to.places.push(place);
  }
}

/** Reads layers whole that seem to be the same as another. */
async function proveTwins(
  layers: readonly FoundLayer[],
  shelf: LayerShelf,
  job: RunningJob,
): Promise<void> {
  const counts = new Map<Digest, number>();
  const seemsOf = ({ layer, statedDiffId }: FoundLayer): Digest | null =>
    layer.listed.proof === null ? statedDiffId : layer.listed.proof.diffId;
  for (const each of layers) {
    const digest = seemsOf(each);
    if (digest !== null) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  const twins = layers.filter((each) => {
    const digest = seemsOf(each);
    return each.layer.listed.proof === null && digest !== null && counts.get(digest)! > 1;
  });
  const progress = new ProgressSum(
    twins.map(({ layer }) => layer.listed.index.unpackedBytes),
    job.progress,
  );
  await inParallel(twins, mostAtOnce, async (twin, part) => {
    const onProgress = (done: number): void => progress.set(part, done);
    try {
      const listed = await shelf.prove(twin.layer.stored, { signal: job.signal, onProgress });
      twin.layer = { ...twin.layer, listed };
    } catch (error) {
      // What cannot be read is told where its contents are asked for.
      if (isCancelled(error)) throw error;
    }
  });
}
