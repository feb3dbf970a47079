import type { Digest } from '../../../shared/model/digest.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import type { Findings } from './findings.ts';
import { readRecords, writeRecords, type LayerRecord } from './layer-records.ts';
import { Reacher } from './reach.ts';
import { findStored, listBlobs, type StoredBlob } from './store-blobs.ts';
import { readStoreIndex } from './store-index.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';

/** Compares blobs with their digests, and finds out again what is known of layers. */
export class BlobCheck {
  readonly #folder: string;
  readonly #findings: Findings;
  readonly #options: StoreOptions & { readonly deep: boolean };
  readonly #records = new Map<Digest, LayerRecord>();
  readonly #damaged = new Set<Digest>();
  #blobs = 0;
  #bytes = 0;

  constructor(
    folder: string,
    findings: Findings,
    options: StoreOptions & { readonly deep: boolean },
  ) {
    this.#folder = folder;
    this.#findings = findings;
    this.#options = options;
  }

  get blobs(): number {
    return this.#blobs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Blobs that are not what their digests say. */
  get damaged(): ReadonlySet<Digest> {
    return this.#damaged;
  }

  /**
   * Without `deep` only blobs of a wrong size are read, and layers of which nothing is known when records may be written.
   */
  async run(): Promise<void> {
    const { deep, work = inlineWork, signal, progress } = this.#options;
    const { layers, sizes } = statedLayers(this.#folder);
    const kept = readRecords(this.#folder);
    const blobs = [...listBlobs(this.#folder).blobs.values()];
    const isSuspect = ({ digest, bytes }: StoredBlob): boolean =>
      (sizes.get(digest) ?? bytes) !== bytes ||
      (this.#findings.lock !== null && layers.has(digest) && !kept.has(digest));
    const toRead = deep ? blobs : blobs.filter(isSuspect);
    for (const [digest, record] of kept) this.#records.set(digest, record);
    this.#blobs = blobs.length;
    const total = toRead.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    await inParallel(toRead, work.parallel, async (blob) => {
      const options = { signal, onProgress: (bytes: number) => progress?.(done + bytes, total) };
      if (layers.has(blob.digest)) {
        const request = { digest: blob.digest, location: blob.location };
        const record = await work.measure(request, options);
        if (record === null) await this.#distrust(blob);
        else this.#records.set(blob.digest, record);
      } else {
        await this.#hash(blob);
      }
      done += blob.bytes;
      this.#bytes += blob.bytes;
      progress?.(done, total);
    });
  }

  /** Keeps what was found out, when this check may write. */
  keepRecords(): void {
    if (this.#findings.lock === null) return;
    const there = listBlobs(this.#folder).blobs;
    const records = new Map([...this.#records].filter(([digest]) => there.has(digest)));
    const kept = readRecords(this.#folder);
    const isSame =
      kept.size === records.size &&
      [...records].every(
        ([digest, record]) => JSON.stringify(kept.get(digest)) === JSON.stringify(record),
      );
    if (!isSame) writeRecords(this.#folder, records);
  }

  /** A layer that cannot be unpacked may still be what its digest says. */
  async #distrust(blob: StoredBlob): Promise<void> {
    this.#records.delete(blob.digest);
    await this.#hash(blob);
  }

  async #hash({ digest, path, bytes, location }: StoredBlob): Promise<void> {
    const { signal, work = inlineWork } = this.#options;
    const found = await work.hash({ location, stated: digest }, { signal });
    if (found === digest || found === null) return;
    this.#damaged.add(digest);
    const problem: Problem = {
      code: 'blob-digest-mismatch',
      severity: 'error',
      where: { member: this.#findings.nameOf(path) },
      values: { stated: digest, found, bytes },
    };
    this.#findings.misplaced(problem, path);
  }
}

interface StatedBlobs {
  readonly layers: ReadonlySet<Digest>;
  readonly sizes: ReadonlyMap<Digest, number>;
}

/** What the manifests of the store say of blobs: which are layers, and how large they are. */
function statedLayers(folder: string): StatedBlobs {
  const layers = new Set<Digest>();
  const sizes = new Map<Digest, number>();
  const reacher = new Reacher((descriptor) => findStored(folder, descriptor));
  for (const { descriptor } of readStoreIndex(folder)?.entries ?? []) {
    for (const { content } of reacher.reach(descriptor)?.manifests ?? []) {
      for (const { digest, diffId, statedBytes } of content) {
        if (digest === null) continue;
        if (diffId !== null) layers.add(digest);
        if (statedBytes !== null) sizes.set(digest, statedBytes);
      }
    }
  }
  return { layers, sizes };
}
