import { digestAlgorithm, type Digest } from '../../../shared/model/digest.ts';
import { locationBytes } from '../archive/image-parts.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { limits } from '../bytes/limits.ts';
import type { CopyOutcome, CopyRequest } from './copy-blob.ts';
import type { LayerRecord, LayerRecords } from './layer-records.ts';
import type { MadeDocument } from './made-documents.ts';
import { locateBlob } from './store-blobs.ts';
import { inlineWork, type StoreOptions, type WorkOptions } from './store-work.ts';

/** A blob that a source wants to bring in. */
export type WantedBlob = Omit<CopyRequest, 'folder'>;

/** A document that was made here, as something wanted. */
export function wantedMade({ digest, bytes }: MadeDocument): WantedBlob {
  const location = { kind: 'inline', bytes } as const;
  return { location, digest, diffId: null, isLayer: false, plainIfOdd: false };
}

/** Every blob counts once: layers, and the documents that speak of them. */
export interface IntakeCounts {
  readonly writtenBlobs: number;
  readonly writtenBytes: number;
  readonly knownBlobs: number;
  readonly knownBytes: number;
}

/**
 * Takes blobs into the store, each once, several at a time. A blob that is there already, in its full size, is not
 * copied again; of a layer that another program put there the diffID is found out first.
 */
export class BlobIntake {
  readonly #folder: string;
  readonly #options: StoreOptions;
  readonly #wanted = new Map<string, WantedBlob>();
  readonly #outcomes = new Map<string, CopyOutcome>();
  readonly #records: Map<Digest, LayerRecord>;
  readonly #counts = { writtenBlobs: 0, writtenBytes: 0, knownBlobs: 0, knownBytes: 0 };
  #newRecords = 0;

  constructor(folder: string, records: LayerRecords, options: StoreOptions) {
    this.#folder = folder;
    this.#records = new Map(records);
    this.#options = options;
  }

  get records(): LayerRecords {
    return this.#records;
  }

  /** Whether there are records that were not there before. */
  get hasNewRecords(): boolean {
    return this.#newRecords > 0;
  }

  get counts(): IntakeCounts {
    return this.#counts;
  }

  want(blob: WantedBlob): void {
    this.#wanted.set(keyOf(blob), blob);
  }

  /** What became of a wanted blob once `run` is done. */
  outcome(blob: WantedBlob): CopyOutcome | null {
    return this.#outcomes.get(keyOf(blob)) ?? null;
  }

  /**
   * Brings in everything that has been wanted since the last time, and tells the bytes that are done. Throws
   * `EngineError`; what was whole by then stays, and is known the next time.
   */
  async run(progress?: StoreOptions['progress']): Promise<void> {
    const { signal, work = inlineWork } = this.#options;
    const blobs = [...this.#wanted.values()].filter((blob) => !this.#outcomes.has(keyOf(blob)));
    const total = blobs.reduce((sum, { location }) => sum + locationBytes(location), 0);
    const done = new Map<WantedBlob, number>();
    let sum = 0;
    const report = (blob: WantedBlob, bytes: number): void => {
      sum += bytes - (done.get(blob) ?? 0);
      done.set(blob, bytes);
      progress?.(sum, total);
    };
    // The largest first, so that no thread is left with one at the end.
    const order = blobs.toSorted((a, b) => locationBytes(b.location) - locationBytes(a.location));
    await inParallel(order, work.parallel, async (blob) => {
      const options = { signal, onProgress: (bytes: number) => report(blob, bytes) };
      const known = await this.#known(blob, options);
      this.#note(blob, known ?? (await work.copy({ ...blob, folder: this.#folder }, options)));
      report(blob, locationBytes(blob.location));
    });
  }

  /** The outcome for a blob that need not be copied; null for one that must be. */
  async #known(blob: WantedBlob, options: WorkOptions): Promise<CopyOutcome | null> {
    const { diffId, isLayer, location } = blob;
    const bytes = locationBytes(location);
    // Whoever copies a document looks whether it is there, and whole.
    if (!isLayer && bytes <= limits.jsonBytes) return null;
    const digest = blob.digest ?? (await this.#digestOfKnown(blob, options));
    const there = digest === null ? null : locateBlob(this.#folder, digest);
    if (digest === null || there?.length !== bytes) return null;
    if (!isLayer) return { kind: 'stored', digest, bytes, record: null, written: false };
    const { work = inlineWork } = this.#options;
    const record =
      this.#records.get(digest) ??
      plainRecord(digest, diffId, bytes) ??
      (await work.measure({ location: there, digest }, options));
    // Damaged in the store: the good copy takes its place.
    if (record === null) return null;
    if (diffId !== null && record.diffId !== diffId) {
      const values = { stated: diffId, found: record.diffId };
      return { kind: 'refused', code: 'diff-id-mismatch', values };
    }
    return { kind: 'stored', digest, bytes, record, written: false };
  }

  /**
   * The digest of a compressed layer that no document states (docker archives of some tools): where the store has a blob
   * of that size that unpacks to the layer, the bytes are hashed to see whether they are the same ones. That is all that
   * has to be read of them, and nothing is unpacked or written.
   */
  async #digestOfKnown(
    { diffId, isLayer, location }: WantedBlob,
    options: WorkOptions,
  ): Promise<Digest | null> {
    if (!isLayer || diffId === null) return null;
    const { work = inlineWork } = this.#options;
    const bytes = locationBytes(location);
    for (const record of this.#records.values()) {
      if (record.diffId !== diffId || record.storedBytes !== bytes) continue;
      const isSame =
        (await work.hash({ location, stated: record.digest }, options)) === record.digest;
      if (isSame) return record.digest;
    }
    return null;
  }

  #note(blob: WantedBlob, outcome: CopyOutcome): void {
    this.#outcomes.set(keyOf(blob), outcome);
    if (outcome.kind === 'refused') return;
    const { record, bytes, written } = outcome;
    if (record !== null && !this.#records.has(record.digest)) {
      this.#records.set(record.digest, record);
      this.#newRecords++;
    }
    this.#counts.knownBlobs += written ? 0 : 1;
    this.#counts.knownBytes += written ? 0 : bytes;
    this.#counts.writtenBlobs += written ? 1 : 0;
    this.#counts.writtenBytes += written ? bytes : 0;
  }
}

/** A blob whose digest is the diffID is the tar itself: nothing need be read to know it. */
function plainRecord(digest: Digest, diffId: Digest | null, bytes: number): LayerRecord | null {
  if (digest !== diffId || digestAlgorithm(digest) !== 'sha256') return null;
  return { digest, diffId, compression: 'none', storedBytes: bytes, unpackedBytes: bytes };
}

/** The same blob with another diffID is another question. */
function keyOf({ digest, diffId, location }: WantedBlob): string {
  return `${digest ?? placeOf(location)} ${diffId ?? ''}`;
}

function placeOf(location: BlobLocation): string {
  if (location.kind === 'inline') return Buffer.from(location.bytes).toString('base64');
  return `${location.path} ${location.offset} ${location.length}`;
}
