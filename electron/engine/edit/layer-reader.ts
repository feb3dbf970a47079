import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { openBlob } from '../bytes/random-access.ts';
import type { ExportLayer } from '../export/export-selection.ts';
import { packingOf } from '../export/packing.ts';
import { keepIndex, loadIndex } from '../layer/index-cache.ts';
import { indexPlainLayer, indexStreamedLayer } from '../layer/index-layer.ts';
import type { ProvenLayer } from '../layer/index-layer.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { hasStargzFooter } from '../layer/stargz.ts';
import type { EditLayer } from './edit-layer.ts';
import type { EditProgress } from './edit-progress.ts';
import type { EditContext } from './edit-request.ts';

interface ReaderOptions extends Pick<EditContext, 'signal'> {
  readonly cacheDir: string | null;
  readonly progress: EditProgress;
  /** Layers of which the documents say that they have entries of eStargz's own. */
  readonly stargz: ReadonlySet<Digest>;
}

/** A layer as it was read. */
interface Read {
  readonly index: LayerIndex;
  /** Its diffID was found to be true. */
  readonly isProven: boolean;
}

/** Lists the entries of layers, each once. */
export class LayerReader {
  readonly #options: ReaderOptions;
  readonly #read = new Map<ExportLayer, Read>();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /**
   * The entries of a layer. With `proven` every byte of it is read and held against its diffID: what is made of a layer
   * must not be made of something else. Rejects with `EngineError` `blob-damaged` for what is not what the documents
   * say or cannot be read to its end, `limit-reached`, `cancelled`, and what reading gives.
   */
  async index({ stored, index }: EditLayer, proven: boolean): Promise<LayerIndex> {
    if (index !== null) return index;
    if (stored === null) throw new EngineError('internal', { what: 'layer' });
    const known = this.#read.get(stored);
    if (known !== undefined && (known.isProven || !proven)) return known.index;
    const read = await this.#readLayer(stored, proven);
    refuseBroken(read.index, stored.digest);
    this.#read.set(stored, read);
    return read.index;
  }

  async #readLayer(layer: ExportLayer, proven: boolean): Promise<Read> {
    const { location, diffId, digest } = layer;
    const compression = packingOf(layer);
    const isStargz = this.#options.stargz.has(digest);
    if (compression === 'none' && !proven) {
      const kept = this.#kept(location, compression, isStargz);
      if (kept !== null) return { index: kept.index, isProven: kept.proof.diffId === diffId };
      const source = openBlob(location);
      try {
        const index = indexPlainLayer(source, { stargz: isStargz });
        source.confirm();
        return { index, isProven: false };
      } finally {
        source.close();
      }
    }
    const { index, proof } = await this.whole(location, compression, isStargz);
    if (proof.diffId !== diffId) throw new EngineError('blob-damaged', { name: digest });
    return { index, isProven: true };
  }

  /** Reads a blob from beginning to end, unless that was done before and the file is still the same. */
  async whole(
    location: BlobLocation,
    compression: Compression,
    saidStargz: boolean,
  ): Promise<ProvenLayer> {
    const { cacheDir, progress, signal } = this.#options;
    const source = openBlob(location);
    try {
      const stargz = saidStargz || (compression === 'gzip' && hasStargzFooter(source));
      const kept = this.#kept(location, compression, stargz);
      if (kept !== null) return kept;
      const told = progress.begin(source.size);
      const read = await indexStreamedLayer(source, compression, {
        stargz,
        isCancelled: () => signal?.aborted === true,
        onProgress: told,
      });
      source.confirm();
      if (cacheDir !== null) keepIndex(cacheDir, location, stargz, read);
      return read;
    } finally {
      source.close();
    }
  }

  #kept(location: BlobLocation, compression: Compression, stargz: boolean): ProvenLayer | null {
    const { cacheDir } = this.#options;
    const kept = cacheDir === null ? null : loadIndex(cacheDir, location, stargz);
    return kept?.proof.compression === compression ? kept : null;
  }
}

/** A layer of which a part could not be read is not all there. */
function refuseBroken({ problems }: LayerIndex, name: string): void {
  const limited = problems.find(({ code }) => code === 'limit-reached');
  if (limited !== undefined) throw new EngineError('limit-reached', limited.values);
  const isBroken = problems.some(({ severity }) => severity === 'error');
  if (isBroken) throw new EngineError('blob-damaged', { name });
}
