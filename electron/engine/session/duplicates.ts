import { mostDuplicateCopies, mostDuplicateGroups } from '../../../shared/model/duplicates.ts';
import type {
  DuplicateCopy,
  DuplicateGroup,
  Duplicates,
} from '../../../shared/model/duplicates.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { isCancelled } from '../bytes/engine-error.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { contentGroups, savedBy } from '../duplicates/content-groups.ts';
import type { ContentGroups } from '../duplicates/content-groups.ts';
import { filePlaces } from '../duplicates/file-places.ts';
import type { FilePlace } from '../duplicates/file-places.ts';
import { sizeTwins } from '../duplicates/stored-files.ts';
import type { StoredFiles } from '../duplicates/stored-files.ts';
import { contentHashOf, hasContentHash } from '../layer/content-hash.ts';
import { runSliced } from '../tree/slices.ts';
import { distinctLayers } from './distinct-layers.ts';
import type { DistinctLayer, StackedImage } from './distinct-layers.ts';
import { JobParts, ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { LayerShelf } from './layer-shelf.ts';

/** Layers that are hashed at a time: each gives its threads several parts. */
const mostAtOnce = 4;

/** An image that duplicates are looked for in. */
export interface PlacedImage extends StackedImage {
  readonly grant: Grant;
  readonly image: string;
}

/**
 * Files of equal content in images that have been read. Hashed are only files whose size another one has and whose hash
 * nobody knows yet; hashes stay with their layers. The job's progress counts bytes.
 *
 * @throws EngineError `cancelled`
 */
export async function findDuplicates(
  images: readonly PlacedImage[],
  minBytes: number,
  shelf: LayerShelf,
  job: RunningJob,
): Promise<Duplicates> {
  const parts = new JobParts(job);
  const layers = await distinctLayers(images, shelf, parts.part());
  const indexes = layers.map(({ layer }) => layer.listed.index);
  const files = await runSliced(sizeTwins(indexes, minBytes), job.signal);
  const hashed = await hashUnknown(files, layers, shelf, parts.part());
  const known = hashed.layers.map(({ layer }) => layer.listed.index);
  const found = await runSliced(contentGroups(files, known, mostDuplicateGroups), job.signal);
  const unread = unreadLayers(images) + found.unknownLayers.size;
  return {
    groups: await groupsOf(found, files, hashed.layers, images, job.signal),
    groupCount: found.groupCount,
    savedBytes: found.savedBytes,
    files: files.count,
    hashedBytes: hashed.bytes,
    unreadLayers: unread,
  };
}

function unreadLayers(images: readonly PlacedImage[]): number {
  return images.reduce(
    (sum, { read }) => sum + read.layers.filter((layer) => layer === null).length,
    0,
  );
}

/** Hashes files whose content nobody knows yet, all of a layer at once. */
async function hashUnknown(
  files: StoredFiles,
  layers: readonly DistinctLayer[],
  shelf: LayerShelf,
  job: RunningJob,
): Promise<{ readonly layers: readonly DistinctLayer[]; readonly bytes: number }> {
  const unknown = unknownEntries(files, layers);
  const progress = new ProgressSum(
    unknown.map(({ bytes }) => bytes),
    job.progress,
  );
  const known = [...layers];
  let bytes = 0;
  await inParallel(unknown, mostAtOnce, async ({ layer: at, entries, bytes: wanted }, part) => {
    const { layer, places } = layers[at]!;
    const onProgress = (done: number): void => progress.set(part, done);
    try {
      const listed = await shelf.hash(layer.stored, entries, { signal: job.signal, onProgress });
      known[at] = { places, layer: { ...layer, listed } };
      bytes += wanted;
    } catch (error) {
      // A layer that cannot be read any more: its files stay without a hash, and are counted as such.
      if (isCancelled(error)) throw error;
    }
  });
  return { layers: known, bytes };
}

interface UnknownEntries {
  readonly layer: number;
  readonly entries: Uint32Array;
  readonly bytes: number;
}

/** A compressed layer was hashed when it was decoded: what is not known of it cannot be known. */
function unknownEntries(
  files: StoredFiles,
  layers: readonly DistinctLayer[],
): readonly UnknownEntries[] {
  const unknown: UnknownEntries[] = [];
  for (let from = 0, to = 0; from < files.count; from = to) {
    const layer = files.layer[from]!;
    while (to < files.count && files.layer[to] === layer) to++;
    const { index, compression } = layers[layer]!.layer.listed;
    if (compression !== 'none') continue;
    const entries = files.entry.subarray(from, to).filter((entry) => !hasContentHash(index, entry));
    const bytes = entries.reduce((sum, entry) => sum + index.size[entry]!, 0);
    if (entries.length > 0) unknown.push({ layer, entries, bytes });
  }
  return unknown;
}

async function groupsOf(
  found: ContentGroups,
  files: StoredFiles,
  layers: readonly DistinctLayer[],
  images: readonly PlacedImage[],
  signal: AbortSignal,
): Promise<readonly DuplicateGroup[]> {
  const shown = found.groups.map((group) => found.copiesOf(group, mostDuplicateCopies));
  const places = await placesOf(shown.flat(), files, layers, images, signal);
  return found.groups.map((group, at): DuplicateGroup => {
    const hash = contentHashOf(
      layers[files.layer[group.first]!]!.layer.listed.index,
      files.entry[group.first]!,
    );
    const copies = shown[at]!.map((file) => copyAt(file, layers[files.layer[file]!]!.places));
    return {
      hash: Buffer.from(hash!).toString('hex'),
      bytes: group.bytes,
      copyCount: group.copies,
      savedBytes: savedBy(group.copies, group.bytes),
      copies: copies.toSorted(compareCopies).map(({ copy }) => copy),
    };
  });

  function copyAt(file: number, stands: DistinctLayer['places']): PlacedCopy {
    const { image, position } = stands[0]!;
    const { grant, image: key } = images[image]!;
    const place = places.get(file)!;
    const copy = { grant, image: key, ...place, layer: position, images: stands.length };
    return { image, copy };
  }
}

interface PlacedCopy {
  /** Position of its image among those that were looked through. */
  readonly image: number;
  readonly copy: DuplicateCopy;
}

function compareCopies(one: PlacedCopy, other: PlacedCopy): number {
  return (
    one.image - other.image ||
    one.copy.layer - other.copy.layer ||
    (one.copy.path < other.copy.path ? -1 : Number(one.copy.path > other.copy.path))
  );
}

/** Where files are, each in the first image that has its layer. */
async function placesOf(
  wanted: readonly number[],
  files: StoredFiles,
  layers: readonly DistinctLayer[],
  images: readonly PlacedImage[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, FilePlace>> {
  const places = new Map<number, FilePlace>();
  for (const [number, { read }] of images.entries()) {
    const own = wanted.filter((file) => layers[files.layer[file]!]!.places[0]!.image === number);
    if (own.length === 0) continue;
    const asked = own.map((file) => ({
      layer: layers[files.layer[file]!]!.places[0]!.position,
      entry: files.entry[file]!,
    }));
    const indexOf = (layer: number) => read.layers[layer]?.listed.index ?? null;
    const found = await runSliced(filePlaces(read.tree, asked, indexOf), signal);
    for (const [at, file] of own.entries()) places.set(file, found[at]!);
  }
  return places;
}
