import { copyBlob, type CopyOutcome, type CopyRequest } from './copy-blob.ts';
import type { LayerRecord } from './layer-records.ts';
import { measureLayer, type MeasureRequest } from './measure-layer.ts';

/** How long one piece of heavy work may go on, and who wants to know of its progress. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the source that are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** The heavy work of the store, so that whoever has threads can do it there. Requests and answers are plain data. */
export interface StoreWork {
  readonly copy: (request: CopyRequest, options: WorkOptions) => Promise<CopyOutcome>;
  readonly measure: (request: MeasureRequest, options: WorkOptions) => Promise<LayerRecord | null>;
  /** How many pieces to do at once. */
  readonly parallel: number;
}

/** Does the work on the caller's own thread. */
export const inlineWork: StoreWork = {
  copy: (request, options) => copyBlob(request, contextOf(options)),
  measure: (request, options) => measureLayer(request, contextOf(options)),
  parallel: 1,
};

/** What every operation of the store takes. */
export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes done so far and all of them; what need not be done is not counted. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** Milliseconds to wait for another writer; default: as long as it takes. */
  readonly patience?: number | undefined;
  readonly work?: StoreWork | undefined;
}

function contextOf({ signal, onProgress }: WorkOptions): Parameters<typeof copyBlob>[1] {
  return {
    isCancelled: () => signal?.aborted === true,
    progress: (done) => onProgress?.(done),
  };
}
