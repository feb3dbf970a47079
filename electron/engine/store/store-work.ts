import type { Digest } from '../../../shared/model/digest.ts';
import type { Archive } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { hashBlob } from '../bytes/hash-blob.ts';
import { withBlob } from '../bytes/random-access.ts';
import { copyBlob, type CopyOutcome, type CopyRequest } from './copy-blob.ts';
import type { LayerRecord } from './layer-records.ts';
import { readLibrary, type Library } from './library.ts';
import { measureLayer, type MeasureRequest } from './measure-layer.ts';
import { sourceRoots, type SourceRoots } from './source-roots.ts';

/** How long one piece of heavy work may go on, and who wants to know of its progress. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the source that are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface HashRequest {
  readonly location: BlobLocation;
  /** Says by which algorithm. */
  readonly stated: Digest;
}

/** An opened source. */
export interface SourceRequest {
  /** The file or folder that `archive` was opened from. */
  readonly path: string;
  readonly archive: Archive;
}

/** The heavy work of the store, so that whoever has threads can do it there. Requests and answers are plain data. */
export interface StoreWork {
  readonly copy: (request: CopyRequest, options: WorkOptions) => Promise<CopyOutcome>;
  readonly measure: (request: MeasureRequest, options: WorkOptions) => Promise<LayerRecord | null>;
  /** The digest of a blob's bytes; null where the algorithm is not known here. */
  readonly hash: (request: HashRequest, options: WorkOptions) => Promise<Digest | null>;
  /** See `readLibrary`. */
  readonly read: (folder: string, options: WorkOptions) => Promise<Library>;
  /** See `sourceRoots`. */
  readonly roots: (request: SourceRequest, options: WorkOptions) => Promise<SourceRoots>;
  /** How many pieces to do at once. */
  readonly parallel: number;
}

/** Does the work on the caller's own thread. */
export const inlineWork: StoreWork = {
  copy: (request, options) => copyBlob(request, contextOf(options)),
  measure: (request, options) => measureLayer(request, contextOf(options)),
  hash: async ({ location, stated }, options) =>
    withBlob(location, (source) => hashBlob(source, stated, contextOf(options))),
  read: (folder, { signal }) => readLibrary(folder, signal),
  roots: async ({ path, archive }) => sourceRoots(path, archive),
  parallel: 1,
};

/** What every operation of the store takes. */
export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes done so far and all of them; what need not be done is not counted. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** Milliseconds to wait for another writer; default: as long as it takes. */
  readonly patience?: number | undefined;
  /** Told once when another writer has to be waited for, with the number of its process where that is known. */
  readonly waiting?: ((pid: number | null) => void) | undefined;
  readonly work?: StoreWork | undefined;
}

function contextOf({ signal, onProgress }: WorkOptions): Parameters<typeof copyBlob>[1] {
  return {
    isCancelled: () => signal?.aborted === true,
    progress: (done) => onProgress?.(done),
  };
}
