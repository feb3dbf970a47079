import { rm } from 'node:fs/promises';
import type { Proof } from '../../../shared/model/proof.ts';
import type { Archive, ArchiveImage, ArchiveLayer } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { endedBy } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { LayerFile, StoredLayer } from '../worker/tasks.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { readImage } from './image-reading.ts';
import type { ReadImage } from './image-reading.ts';
import { LayerShelf } from './layer-shelf.ts';
import { locationKey } from './location-key.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork, WorkCaller } from './shared-work.ts';
import { proveSource } from './proving.ts';
import type { ProofOutcome } from './proving.ts';

/** A source whose documents have been read, and the images of it that have been read whole. */
export class OpenedSource {
  readonly archive: Archive;
  readonly #session: Session;
  readonly #images = new Map<string, SharedWork<ReadImage>>();
  /** Those of them whose reading has ended well. */
  readonly #read = new Map<string, ReadImage>();
  /** Those that are being read as a job of their own. */
  readonly #jobs = new Map<string, SharedWork<ReadImage>>();

  constructor(session: Session, archive: Archive) {
    this.#session = session;
    this.archive = archive;
  }

  /** @throws EngineError `image-unknown` */
  image(key: string): ArchiveImage {
    const image = this.archive.images.get(key);
    if (image === undefined) throw new EngineError('image-unknown', { image: key });
    return image;
  }

  /**
   * Reads an image as part of the caller's work, or answers what has been read. Whoever asks while it is being read waits
   * for the same work, which ends when the last of them gave it up.
   */
  async readImage(key: string, caller: WorkCaller): Promise<ReadImage> {
    const image = this.image(key);
    const { shelf, tasks } = this.#session;
    const reading = remembered(
      this.#images,
      key,
      (job) => readImage(image, shelf, tasks, job),
      caller,
    );
    this.#noteWhenRead(key, this.#images.get(key));
    return reading;
  }

  /** The same as a job of its own, one for all who ask so. */
  async readImageAsJob(
    key: string,
    asJob: (work: (job: RunningJob) => Promise<ReadImage>) => Promise<ReadImage>,
    signal?: AbortSignal,
  ): Promise<ReadImage> {
    const read = this.#read.get(key);
    if (read !== undefined) return read;
    this.image(key);
    return remembered(
      this.#jobs,
      key,
      (own) => asJob((job) => this.readImage(key, endedBy(job, own.signal))),
      { signal },
    );
  }

  /**
   * Keeps what an earlier state of the same source had read of images whose layers are still the same, and lets go of
   * the rest. Of what is just being read the work goes on.
   */
  takeOver(earlier: OpenedSource): void {
    for (const [key, reading] of earlier.#images) {
      if (haveSameBytes(this.archive.images.get(key), earlier.archive.images.get(key))) {
        this.#images.set(key, reading);
        this.#noteWhenRead(key, reading);
      }
    }
    const there = this.#placesOfLayers();
    for (const [place, layer] of earlier.#placesOfLayers()) {
      if (!there.has(place)) this.#session.shelf.forget([layer]);
    }
  }

  /** The images that have been read whole, by key. */
  async readSoFar(): Promise<ReadonlyMap<string, ReadImage>> {
    const settled = await Promise.allSettled(
      [...this.#images].map(async ([key, { result }]) => [key, await result] as const),
    );
    return new Map(settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
  }

  /** An image that has been read by now; null for one that has not, or is just being read. */
  readByNow(key: string): ReadImage | null {
    return this.#read.get(key) ?? null;
  }

  /** @throws EngineError `image-unknown`, also for an image that has not been read. */
  async known(key: string): Promise<ReadImage> {
    const known = this.#images.get(key);
    if (known === undefined) throw new EngineError('image-unknown', { image: key });
    return known.result;
  }

  prove(job: RunningJob): Promise<ProofOutcome> {
    return proveSource(this.archive, this.#session.tasks, this.#session.shelf, job);
  }

  /** Lets go of everything that was read. Never rejects: a copy that cannot be removed now goes at a later start. */
  async close(): Promise<void> {
    this.#session.shelf.forget(this.#placesOfLayers().values());
    this.#images.clear();
    this.#jobs.clear();
    this.#read.clear();
    if (this.archive.spool !== null) await rm(this.archive.spool, { force: true }).catch(() => {});
  }

  /** A reading that fails is forgotten, so that it can be tried again. */
  #noteWhenRead(key: string, reading: SharedWork<ReadImage> | undefined): void {
    reading?.result.then(
      (read) => {
        if (this.#images.get(key) === reading) this.#read.set(key, read);
      },
      () => {
        if (this.#images.get(key) === reading) this.#images.delete(key);
      },
    );
  }

  #placesOfLayers(): ReadonlyMap<string, StoredLayer> {
    const places = new Map<string, StoredLayer>();
    for (const { layers } of this.archive.images.values()) {
      for (const layer of layers) {
        if (layer.location === null) continue;
        const stored = this.#session.shelf.stored(layer, layer.location);
        places.set(`${layer.stargz} ${locationKey(layer.location)}`, stored);
      }
    }
    return places;
  }
}

/** Whether two states of one image have the same layers at the same places: a layer may have been lost, or come back. */
function haveSameBytes(one: ArchiveImage | undefined, other: ArchiveImage | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return (
    one.layers.length === other.layers.length &&
    one.layers.every((layer, at) => placeOf(layer) === placeOf(other.layers[at]))
  );
}

function placeOf(layer: ArchiveLayer | undefined): string | null {
  return layer?.location ? locationKey(layer.location) : null;
}

export interface SessionFolders {
  /** Folder of the layer index cache; null to do without. */
  readonly cacheDir: string | null;
  /** For copies of archives that are compressed as a whole. */
  readonly spoolDir: string;
}

/** Opens sources and reads what is in them, on threads. Knows nothing of windows or grants. */
export class Session {
  readonly tasks: TaskRunner;
  readonly shelf: LayerShelf;
  readonly #spoolDir: string;

  constructor(tasks: TaskRunner, folders: SessionFolders) {
    this.tasks = tasks;
    this.shelf = new LayerShelf(tasks, folders.cacheDir);
    this.#spoolDir = folders.spoolDir;
  }

  /** A source whose documents somebody else has read. */
  adopt(archive: Archive): OpenedSource {
    return new OpenedSource(this, archive);
  }

  /** Opens a file or folder. Throws EngineError when there is nothing to show. */
  async open(path: string, job: RunningJob): Promise<OpenedSource> {
    const archive = await this.tasks.run(
      'archive.open',
      { path, spoolDir: this.#spoolDir },
      { priority: Priority.interactive, signal: job.signal, onProgress: job.progress },
    );
    return new OpenedSource(this, archive);
  }
}

/** A node that a window names, which may be any number: what walks a tree from one that is not there finds no end. */
export function requireNode(tree: UnionTree, node: number): number {
  if (node >= tree.nodeCount) throw new EngineError('entry-unknown', { node });
  return node;
}

/**
 * The content behind a path as it stands after a layer.
 *
 * @throws EngineError `entry-unknown` when nothing is there, `content-unavailable` when it is no file.
 */
export function fileAt(image: ReadImage, layer: number, node: number): LayerFile {
  const { tree, layers } = image;
  const event = presentAt(tree, requireNode(tree, node), layer);
  if (event === none) throw new EngineError('entry-unknown', { node });
  const entry = tree.dataEntry[event]!;
  const data = layers[tree.dataLayer[event]!];
  if (entry === none || !data) throw new EngineError('content-unavailable', { node });
  return {
    layer: data.stored,
    compression: data.listed.compression,
    storedDigest: data.listed.proof?.storedDigest ?? null,
    index: pickEntries(data.listed.index, Uint32Array.of(entry)),
  };
}

/** How a proof stands before it has begun. */
export const unproven: Proof = { status: 'waiting', checks: [], problems: [] };
