import type { ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { withContentHashes } from '../layer/content-hash.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ListedLayer, StoredLayer } from '../worker/tasks.ts';

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

  constructor(tasks: TaskRunner, cacheDir: string | null) {
    this.#tasks = tasks;
    this.#cacheDir = cacheDir;
  }

  stored(layer: ArchiveLayer, location: BlobLocation): StoredLayer {
    const { statedDigest, stargz } = layer;
    return { location, statedDigest, stargz, cacheDir: this.#cacheDir };
  }

  /** Lists a layer, or answers at once what has been listed. A failed or cancelled attempt is forgotten. */
  list(layer: StoredLayer, work: LayerWork): Promise<ListedLayer> {
    const key = shelfKey(layer);
    const known = this.#layers.get(key);
    if (known !== undefined) return known;
    return this.#put(
      key,
      this.#tasks.run('layer.list', layer, { priority: Priority.reading, ...work }),
    );
  }

  /** What is known of a layer already, if anything. */
  async known(layer: StoredLayer): Promise<ListedLayer | null> {
    return (await this.#layers.get(shelfKey(layer))) ?? null;
  }

  /** Reads a layer whole unless that has been done, so that its digests are known. */
  async prove(layer: StoredLayer, work: LayerWork): Promise<ListedLayer> {
    const known = await this.known(layer);
    if (known?.proof) return known;
    const proven = this.#tasks.run('layer.prove', layer, {
      priority: Priority.background,
      ...work,
    });
    if (known === null) return this.#put(shelfKey(layer), proven);
    // Trees that were built from the layer hold its index: the columns must stay the same ones.
    const { proof, index } = await proven;
    return this.#replace(layer, {
      ...known,
      proof,
      index: { ...known.index, contentHash: index.contentHash },
    });
  }

  /** Hashes the content of some entries of an uncompressed layer, and keeps what it found. */
  async hash(layer: StoredLayer, entries: Uint32Array, work: LayerWork): Promise<ListedLayer> {
    const known = await this.list(layer, work);
    const hashes = await this.#tasks.run(
      'layer.hash',
      { layer, index: pickEntries(known.index, entries) },
      { priority: Priority.reading, ...work },
    );
    const newest = await this.list(layer, work);
    const index = withContentHashes(newest.index, entries, hashes);
    return this.#replace(layer, { ...newest, index });
  }

  /** Lets go of the layers of a source that has been closed. */
  forget(layers: Iterable<StoredLayer>): void {
    for (const layer of layers) this.#layers.delete(shelfKey(layer));
  }

  #put(key: string, listed: Promise<ListedLayer>): Promise<ListedLayer> {
    this.#layers.set(key, listed);
    listed.catch(() => {
      if (this.#layers.get(key) === listed) this.#layers.delete(key);
    });
    return listed;
  }

  #replace(layer: StoredLayer, listed: ListedLayer): ListedLayer {
    this.#layers.set(shelfKey(layer), Promise.resolve(listed));
    return listed;
  }
}

function shelfKey({ location, stargz }: StoredLayer): string {
  if (location.kind === 'inline') return `inline:${Buffer.from(location.bytes).toString('base64')}`;
  const { device, inode, modified } = location.identity;
  return [location.path, device, inode, modified, location.offset, location.length, stargz].join(
    ':',
  );
}
