import { digestAlgorithm } from '../../../shared/model/digest.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { hasContentHash, withContentHashes } from '../layer/content-hash.ts';
import { hashBytes } from '../layer/index-columns.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ListedLayer, StoredLayer } from '../worker/tasks.ts';
import { ProgressSum } from './jobs.ts';
import { locationKey } from './location-key.ts';
import { remembered, SharedWork } from './shared-work.ts';

/** Bytes and files of a layer that one task hashes. */
const partBytes = 64 * 1024 * 1024;
const partFiles = 8192;
/** Parts that wait for a thread: what they hold is made when their turn comes. */
const mostParts = 16;

/** A layer that has been listed, and where it is. */
export interface ReadLayer {
  readonly stored: StoredLayer;
  readonly listed: ListedLayer;
}

/** How a caller follows and stops the work on one layer. */
export interface LayerWork {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number | null) => void) | undefined;
}

/**
 * The layers that have been listed, each once however many images or positions it stands in. Kept by where the bytes
 * are: what an archive says a layer hashes to is not known to be true before it has been proven.
 */
export class LayerShelf {
  readonly #tasks: TaskRunner;
  readonly #cacheDir: string | null;
  readonly #layers = new Map<string, SharedWork<ListedLayer>>();
  /** What uncompressed layers that were not listed whole were found to hash to. */
  readonly #digests = new Map<string, Digest>();

  constructor(tasks: TaskRunner, cacheDir: string | null) {
    this.#tasks = tasks;
    this.#cacheDir = cacheDir;
  }

  stored(layer: ArchiveLayer, location: BlobLocation): StoredLayer {
    const { statedDigest, stargz } = layer;
    return { location, statedDigest, stargz, cacheDir: this.#cacheDir };
  }

  /** Lists a layer, or answers at once what has been listed. A failed attempt, and one that all gave up, is forgotten. */
  list(layer: StoredLayer, { signal, onProgress }: LayerWork): Promise<ListedLayer> {
    return remembered(
      this.#layers,
      shelfKey(layer),
      (job) =>
        this.#tasks.run('layer.list', layer, {
          priority: Priority.reading,
          signal: job.signal,
          onProgress: job.progress,
        }),
      { signal, progress: onProgress },
    );
  }

  /**
   * Reads a layer whole unless that has been done and its file is still the same, so that its digests are known. The layer is on the shelf only once
   * that is done: whoever wants it listed meanwhile does not wait behind work that nobody waits for.
   */
  async prove(layer: StoredLayer, work: LayerWork): Promise<ListedLayer> {
    const before = await this.known(layer);
    if (before?.proof) {
      // What was read long ago says nothing of a file that is another one by now.
      await this.#tasks.run('blob.confirm', layer.location, {
        priority: Priority.background,
        signal: work.signal,
      });
      return before;
    }
    const proven = await this.#tasks.run('layer.prove', layer, {
      priority: Priority.background,
      ...work,
    });
    const known = await this.known(layer);
    if (work.signal?.aborted === true) throw new EngineError('cancelled');
    if (known === null) return this.#replace(layer, proven);
    // Trees that were built from the layer hold its index: the columns must stay the same ones.
    const { contentHash } = proven.index;
    return this.#replace(layer, {
      ...known,
      proof: proven.proof,
      index: { ...known.index, contentHash },
    });
  }

  /**
   * What the tar of a layer hashes to, by the algorithm of `stated` where it is not known yet: an uncompressed layer is
   * then read whole. Null where that algorithm cannot be computed, or the layer could not be decoded to its end.
   */
  async diffId(layer: StoredLayer, stated: Digest, work: LayerWork): Promise<Digest | null> {
    const { proof, compression } = await this.list(layer, work);
    if (proof !== null) return proof.diffId;
    if (compression !== 'none') return null;
    const key = shelfKey(layer);
    const known = this.#digests.get(key);
    if (known !== undefined && digestAlgorithm(known) === digestAlgorithm(stated)) return known;
    const { location } = layer;
    const options = { priority: Priority.reading, ...work };
    const { found } = await this.#tasks.run('blob.hash', { location, stated }, options);
    if (found !== null) this.#digests.set(key, found);
    return found;
  }

  /** Hashes those of some entries of an uncompressed layer that have not been hashed yet, and keeps what it found. */
  async hash(layer: StoredLayer, entries: Uint32Array, work: LayerWork): Promise<ListedLayer> {
    const known = await this.list(layer, work);
    const unknown = entries.filter((entry) => !hasContentHash(known.index, entry));
    if (unknown.length === 0) return known;
    const hashes = await this.#hashes(layer, known.index, unknown, work);
    const newest = await this.list(layer, work);
    const index = withContentHashes(newest.index, unknown, hashes);
    return this.#replace(layer, { ...newest, index });
  }

  /** What is known of a layer, if anything. A listing that failed says nothing. */
  async known(layer: StoredLayer): Promise<ListedLayer | null> {
    try {
      return (await this.#layers.get(shelfKey(layer))?.result) ?? null;
    } catch {
      return null;
    }
  }

  /** Lets go of the layers of a source that has been closed. */
  forget(layers: Iterable<StoredLayer>): void {
    for (const key of [...layers].map(shelfKey)) {
      this.#layers.delete(key);
      this.#digests.delete(key);
    }
  }

  /** Hashes in the order of `entries`. The work is cut into parts, so that several threads share that of a large layer. */
  async #hashes(
    layer: StoredLayer,
    index: LayerIndex,
    entries: Uint32Array,
    work: LayerWork,
  ): Promise<Uint8Array> {
    const parts = hashParts(index, entries);
    const progress = new ProgressSum(
      parts.map(({ bytes }) => bytes),
      (done, total) => work.onProgress?.(done, total),
    );
    const hashes = new Uint8Array(entries.length * hashBytes);
    await inParallel(parts, mostParts, async ({ from, to }, part) => {
      const found = await this.#tasks.run(
        'layer.hash',
        { layer, index: pickEntries(index, entries.subarray(from, to)) },
        {
          priority: Priority.reading,
          signal: work.signal,
          onProgress: (done) => progress.set(part, done),
        },
      );
      hashes.set(found, from * hashBytes);
    });
    return hashes;
  }

  #replace(layer: StoredLayer, listed: ListedLayer): ListedLayer {
    this.#layers.set(shelfKey(layer), new SharedWork(() => Promise.resolve(listed)));
    return listed;
  }
}

/** Entries `from` to `to` of those that are hashed, as one task reads them. */
interface HashPart {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

function hashParts(index: LayerIndex, entries: Uint32Array): readonly HashPart[] {
  const parts: HashPart[] = [];
  let from = 0;
  let bytes = 0;
  for (let to = 1; to <= entries.length; to++) {
    bytes += index.size[entries[to - 1]!]!;
    if (bytes < partBytes && to - from < partFiles && to < entries.length) continue;
    parts.push({ from, to, bytes });
    from = to;
    bytes = 0;
  }
  return parts;
}

function shelfKey({ location, stargz }: StoredLayer): string {
  return `${stargz} ${locationKey(location)}`;
}
