import { locationBytes } from '../archive/image-parts.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ExportLayer } from '../export/export-selection.ts';
import type { BareLayer } from './bare-image.ts';
import { measureLayer } from './measure-layer.ts';

/** What a bare layer becomes, but for its media type. */
export type FoundLayer = Omit<ExportLayer, 'mediaType'>;

/** Finds out what bare layers become; images of one source share layers, and each is read once at most. */
export class BareLayerFinder {
  readonly #signal: AbortSignal | undefined;
  readonly #found = new Map<string, FoundLayer>();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** Reads a layer only where the documents do not say all. Rejects with `EngineError` `blob-damaged`, `cancelled`. */
  async find(layer: BareLayer, name: string): Promise<FoundLayer> {
    throwIfCancelled(this.#signal ?? null);
    const { location, diffId } = layer;
    const place = location.kind === 'file' ? `${location.path} ${location.offset}` : '';
    const key = `${place} ${diffId ?? ''}`;
    const known = place === '' ? undefined : this.#found.get(key);
    const found = known ?? statedLayer(layer) ?? (await this.#measure(layer, name));
    this.#found.set(key, found);
    return found;
  }

  async #measure(layer: BareLayer, name: string): Promise<FoundLayer> {
    const { location, compression, diffId } = layer;
    const context = { isCancelled: () => this.#signal?.aborted === true, progress: () => {} };
    const record = await measureLayer({ location, digest: null }, context);
    if (record === null || record.diffId !== (diffId ?? record.diffId)) {
      throw new EngineError('blob-damaged', { name });
    }
    const { unpackedBytes } = record;
    const known = { diffId: record.diffId, location, unpackedBytes };
    return layer.becomesPlain
      ? {
          ...known,
          digest: record.diffId,
          bytes: unpackedBytes,
          packed: compression,
          compression: 'none',
        }
      : { ...known, digest: record.digest, bytes: record.storedBytes, packed: 'none', compression };
  }
}

/** A layer of which the documents say all; the bytes are held against it when they are written. */
function statedLayer(layer: BareLayer): FoundLayer | null {
  const { location, compression, digest, diffId, becomesPlain } = layer;
  const isPacked = becomesPlain && compression !== 'none';
  if (digest === null || diffId === null || isPacked) return null;
  const bytes = locationBytes(location);
  const unpackedBytes = compression === 'none' ? bytes : null;
  return { digest, diffId, bytes, location, packed: 'none', compression, unpackedBytes };
}
