import { createHash } from 'node:crypto';
import { EngineError } from '../bytes/engine-error.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { contentHashOf, hasContentHash } from '../layer/content-hash.ts';
import { eventAtPlace } from '../search/search-catalog.ts';
import { isFile } from '../search/version-test.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { ReadLayer } from './layer-shelf.ts';
import type { SearchImages } from './search-images.ts';
import type { SearchParts } from './search-parts.ts';

/** Layers whose files are hashed at a time. */
const mostAtOnce = 4;

/** What of one layer is asked about. */
interface LayerFiles {
  readonly layer: ReadLayer;
  readonly versions: number[];
  readonly entries: number[];
}

/**
 * Sets `found` to 0 for every version whose content does not hash to something that begins with `prefix`, in hex.
 * Compressed layers were hashed when they were read; files of others are hashed now, as a job. What cannot be hashed is
 * not found; answers how many versions that are.
 *
 * @throws EngineError `cancelled`
 */
export async function keepHash(
  images: SearchImages,
  prefix: string,
  found: Uint8Array,
  { shelf, jobs }: Pick<SearchParts, 'shelf' | 'jobs'>,
  signal: AbortSignal,
): Promise<number> {
  const asked = filesToHash(images, found);
  const unknown = asked.filter(({ layer, entries }) => hasUnknown(layer, entries));
  const known = new Map<LayerFiles, ReadLayer['listed']['index']>();
  const hash = async (job: RunningJob): Promise<void> => {
    const progress = new ProgressSum(unknown.map(bytesOf), job.progress);
    const both = AbortSignal.any([job.signal, signal]);
    await inParallel(unknown, mostAtOnce, async (files, part) => {
      const { stored } = files.layer;
      const work = { signal: both, onProgress: (done: number) => progress.set(part, done) };
      const entries = Uint32Array.from(files.entries).sort();
      const listed = await shelf.hash(stored, entries, work).catch((error: unknown) => {
        if (both.aborted) throw error;
        return null;
      });
      if (listed !== null) known.set(files, listed.index);
    });
  };
  const grants = images.images.map(({ grant }) => grant);
  const [first] = grants;
  if (unknown.length > 0 && first !== undefined) {
    await jobs.run('hash', first, null, hash, grants.slice(1));
  }
  if (signal.aborted) throw new EngineError('cancelled');
  let unhashed = 0;
  for (const files of asked) {
    const index = known.get(files) ?? files.layer.listed.index;
    for (const [place, version] of files.versions.entries()) {
      const entry = files.entries[place]!;
      const text = index.size[entry] === 0 ? emptyHash : hex(contentHashOf(index, entry));
      if (text === '') unhashed++;
      if (!text.startsWith(prefix)) found[version] = 0;
    }
  }
  return unhashed;
}

const emptyHash = createHash('sha256').digest('hex');

function hex(hash: Uint8Array | null): string {
  return hash === null
    ? ''
    : Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex');
}

/** The files among the versions found, by the layer that holds their content; what is no file is no longer found. */
function filesToHash({ catalog, images }: SearchImages, found: Uint8Array): readonly LayerFiles[] {
  const byLayer = new Map<ReadLayer, LayerFiles>();
  for (const part of catalog.parts) {
    const [place] = part.places;
    const { tree, layers } = images[place.image]!.read;
    for (let version = part.start; version < part.start + part.count; version++) {
      if (found[version] !== 1) continue;
      const event = eventAtPlace(part, place, version);
      const layer = isFile(tree, event) ? layers[tree.dataLayer[event]!] : null;
      if (!layer) {
        found[version] = 0;
        continue;
      }
      const files = byLayer.get(layer) ?? { layer, versions: [], entries: [] };
      byLayer.set(layer, files);
      files.versions.push(version);
      files.entries.push(tree.dataEntry[event]!);
    }
  }
  return [...byLayer.values()];
}

function hasUnknown({ listed: { compression, index } }: ReadLayer, entries: number[]): boolean {
  return (
    compression === 'none' &&
    entries.some((entry) => index.size[entry]! > 0 && !hasContentHash(index, entry))
  );
}

function bytesOf({ layer, entries }: LayerFiles): number {
  return entries.reduce((sum, entry) => sum + layer.listed.index.size[entry]!, 0);
}
