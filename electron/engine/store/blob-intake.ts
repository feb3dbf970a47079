import { digestAlgorithm, type Digest } from '../../../shared/model/digest.ts';
import { locationBytes } from '../archive/image-parts.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import type { CopyOutcome, CopyRequest } from './copy-blob.ts';
import type { LayerRecord, LayerRecords } from './layer-records.ts';
import { locateBlob } from './store-blobs.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';

/** A blob that a source wants to bring in. */
export type WantedBlob = Omit<CopyRequest, 'folder'>;

export interface IntakeCounts {
  readonly writtenBlobs: number;
  readonly writtenBytes: number;
  readonly knownBlobs: number;
  readonly knownBytes: number;
}

/**
 * Takes blobs into the store, each once, several at a time. A blob that is there already, in its full size, is not
 * read again; of a layer that another program put there the diffID is found out first.
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

  /** Brings in everything wanted. Throws `EngineError`; what was whole by then stays, and is known the next time. */
  async run(): Promise<void> {
    const { signal, progress, work = inlineWork } = this.#options;
    const blobs = [...this.#wanted.values()];
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
      const outcome = known ?? (await work.copy({ ...blob, folder: this.#folder }, options));
      this.#note(blob, outcome, known !== null);
      report(blob, locationBytes(blob.location));
    });
  }

  /** The outcome for a blob that need not be copied; null for one that must be. */
  async #known(
    blob: WantedBlob,
    options: {
      readonly signal: AbortSignal | undefined;
      readonly onProgress: (bytes: number) => void;
    },
  ): Promise<CopyOutcome | null> {
    const { digest, diffId, isLayer, location } = blob;
    const there = digest === null ? null : locateBlob(this.#folder, digest);
    if (digest === null || there === null || there.length !== locationBytes(location)) return null;
    if (!isLayer) return { kind: 'stored', digest, bytes: there.length, record: null };
    const { work = inlineWork } = this.#options;
    const record =
      this.#records.get(digest) ??
      plainRecord(digest, diffId, there.length) ??
      (await work.measure({ location: there, digest }, options));
    // Damaged in the store: the good copy takes its place.
    if (record === null) return null;
    if (diffId !== null && record.diffId !== diffId) {
      const values = { stated: diffId, found: record.diffId };
      return { kind: 'refused', code: 'diff-id-mismatch', values };
    }
    return { kind: 'stored', digest, bytes: there.length, record };
  }

  #note(blob: WantedBlob, outcome: CopyOutcome, wasKnown: boolean): void {
    this.#outcomes.set(keyOf(blob), outcome);
    if (outcome.kind === 'refused') return;
    const { record, bytes } = outcome;
    if (record !== null && !this.#records.has(record.digest)) {
      this.#records.set(record.digest, record);
      this.#newRecords++;
    }
    this.#counts.knownBlobs += wasKnown ? 1 : 0;
    this.#counts.knownBytes += wasKnown ? bytes : 0;
    this.#counts.writtenBlobs += wasKnown ? 0 : 1;
    this.#counts.writtenBytes += wasKnown ? 0 : bytes;
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
