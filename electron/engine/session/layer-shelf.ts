import { digestAlgorithm } from '../../../shared/model/digest.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError, isCancelled } from '../bytes/engine-error.ts';
import { contentHashOf, withContentHashes } from '../layer/content-hash.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ListedLayer, StoredLayer } from '../worker/tasks.ts';
import { locationKey } from './location-key.ts';

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
  readonly #layers = new Map<string, Promise<ListedLayer>>();
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

  /** Lists a layer, or answers at once what has been listed. A failed or cancelled attempt is forgotten. */
  async list(layer: StoredLayer, work: LayerWork): Promise<ListedLayer> {
    const key = shelfKey(layer);
    for (;;) {
      const known = this.#layers.get(key);
      if (known === undefined) {
        const options = { priority: Priority.reading, ...work };
        return this.#put(key, this.#tasks.run('layer.list', layer, options));
      }
      try {
        return await known;
      } catch (error) {
        // The work was that of another image, whose reader gave it up: this one goes on.
        const isOthers = isCancelled(error) && work.signal?.aborted !== true;
        if (!isOthers) throw error;
        this.#forgetFailed(key, known);
      }
    }
  }

  /**
   * Reads a layer whole unless that has been done, so that its digests are known. The layer is on the shelf only once
   * that is done: whoever wants it listed meanwhile does not wait behind work that nobody waits for.
   */
  async prove(layer: StoredLayer, work: LayerWork): Promise<ListedLayer> {
    const before = await this.#listed(layer);
    if (before?.proof) return before;
    const proven = await this.#tasks.run('layer.prove', layer, {
      priority: Priority.background,
      ...work,
    });
    const known = await this.#listed(layer);
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
    const unknown = entries.filter((entry) => contentHashOf(known.index, entry) === null);
    if (unknown.length === 0) return known;
    const hashes = await this.#tasks.run(
      'layer.hash',
      { layer, index: pickEntries(known.index, unknown) },
      { priority: Priority.reading, ...work },
    );
    const newest = await this.list(layer, work);
    const index = withContentHashes(newest.index, unknown, hashes);
    return this.#replace(layer, { ...newest, index });
  }

  /** Lets go of the layers of a source that has been closed. */
  forget(layers: Iterable<StoredLayer>): void {
    for (const key of [...layers].map(shelfKey)) {
      this.#layers.delete(key);
      this.#digests.delete(key);
    }
  }

  /** What is known of a layer, if anything. A listing that failed says nothing. */
  async #listed(layer: StoredLayer): Promise<ListedLayer | null> {
    try {
      return (await this.#layers.get(shelfKey(layer))) ?? null;
    } catch {
      return null;
    }
  }

  #put(key: string, listed: Promise<ListedLayer>): Promise<ListedLayer> {
    this.#layers.set(key, listed);
    listed.catch(() => this.#forgetFailed(key, listed));
    return listed;
  }

  #forgetFailed(key: string, failed: Promise<ListedLayer>): void {
    if (this.#layers.get(key) === failed) this.#layers.delete(key);
  }

  #replace(layer: StoredLayer, listed: ListedLayer): ListedLayer {
    this.#layers.set(shelfKey(layer), Promise.resolve(listed));
    return listed;
  }
}

function shelfKey({ location, stargz }: StoredLayer): string {
  return `${stargz} ${locationKey(location)}`;
}
