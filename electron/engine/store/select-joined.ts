import { basename } from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import type { ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ExportBlob, ExportLayer, ExportSelection } from '../export/export-selection.ts';
import { packingOf } from '../export/packing.ts';
import { measureLayer } from './measure-layer.ts';
import { selectFromSource } from './select-from-source.ts';
import { selectImages, type ChosenImages } from './select-images.ts';
import { deltaOf } from './source-lookup.ts';
import type { BlobSupply } from './source-roots.ts';

export interface JoinChoice {
  /** A delta, or any image that lacks layers. */
  readonly delta: ChosenImages;
  readonly base: ChosenImages;
}

/**
 * What has to be written for the whole image that a delta and its base make: every blob of the image as it was, bit for
 * bit, which is proven when it is written. A plain layer may be unpacked from a compressed one of the base; the other way
 * round the bytes cannot be had, and only `docker-archive`, which goes by diffIDs, can do without them. Rejects with
 * `EngineError` `base-lacks-layers` (with the number of `layers`, and the base that the delta was made against as `name`
 * where it says so), `base-packed-otherwise` for layers that the base has in another compression alone, and like
 * `selectImages`.
 */
export async function selectJoined(
  { delta, base }: JoinChoice,
  format: SaveFormat,
  signal?: AbortSignal,
): Promise<ExportSelection> {
  const given = new GivenLayers(await selectImages([base], signal));
  // The library takes in whole images alone.
  if (delta.from === 'store') return selectImages([delta], signal);
  const { source, select } = delta;
  const lacking = [...source.archive.images.values()]
    .filter(({ key }) => select.kind === 'all' || select.keys.includes(key))
    .flatMap(({ layers }) => layers)
    .filter(({ location }) => location === null);
  const byDiffId = format === 'docker-archive';
  const absent = lacking.filter((layer) => !given.has(layer, byDiffId));
  if (absent.length > 0) {
    const name = deltaOf(source.path, source.archive)?.base ?? null;
    const values = {
      layers: absent.length,
      name: name?.reference ?? name?.image ?? basename(source.path),
    };
    const isThere = absent.every(({ statedDiffId }) => given.tar(statedDiffId) !== null);
    throw new EngineError(isThere ? 'base-packed-otherwise' : 'base-lacks-layers', values);
  }
  const selection = await selectFromSource(source, select, signal, given.supply(lacking));
  return unpackedWhereWanted(selection, given, signal);
}

/** Blobs that were supplied in another form than they are to have: plain layers that lie packed in the base. */
async function unpackedWhereWanted(
  selection: ExportSelection,
  given: GivenLayers,
  signal: AbortSignal | undefined,
): Promise<ExportSelection> {
  const plain = new Map<Digest, ExportBlob>();
  for (const { digest, location, packed } of selection.roots.flatMap(({ blobs }) => blobs)) {
    const layer = given.tar(digest);
    if (packed !== 'none' || layer === null || layer.location !== location) continue;
    if (packingOf(layer) === 'none') continue;
    plain.set(digest, await unpacked(layer, signal));
  }
  const exact = <Blob extends ExportBlob>(blob: Blob): Blob => ({
    ...blob,
    ...plain.get(blob.digest),
  });
  const roots = selection.roots.map((root) => {
    const { image } = root;
    const layers = image?.layers.map((layer): ExportLayer => {
      const made = plain.get(layer.digest);
      if (made === undefined) return layer;
      return { ...layer, ...made, compression: 'none', unpackedBytes: made.bytes };
    });
    return {
      ...root,
      blobs: root.blobs.map(exact),
      image: image === null ? null : { ...image, layers: layers ?? [] },
    };
  });
  return { roots };
}

async function unpacked(layer: ExportLayer, signal: AbortSignal | undefined): Promise<ExportBlob> {
  const { diffId, location } = layer;
  const bytes = layer.unpackedBytes ?? (await countedBytes(layer, signal));
  return { digest: diffId, bytes, location, packed: packingOf(layer) };
}

async function countedBytes(
  { diffId, location }: ExportLayer,
  signal: AbortSignal | undefined,
): Promise<number> {
  const context = { isCancelled: () => signal?.aborted === true, progress: () => {} };
  const record = await measureLayer({ location, digest: null }, context);
  if (record?.diffId !== diffId) throw new EngineError('blob-damaged', { name: diffId });
  return record.unpackedBytes;
}

/** The layers of a base. */
class GivenLayers {
  readonly #byDigest = new Map<Digest, ExportLayer>();
  readonly #byDiffId = new Map<Digest, ExportLayer>();

  constructor({ roots }: ExportSelection) {
    for (const layer of roots.flatMap(({ image }) => image?.layers ?? [])) {
      this.#byDigest.set(layer.digest, layer);
      // What lies there plain need not be unpacked.
      if (!this.#byDiffId.has(layer.diffId) || packingOf(layer) === 'none') {
        this.#byDiffId.set(layer.diffId, layer);
      }
    }
  }

  /** A layer of the base from which the tar can be had; null when there is none. */
  tar(diffId: Digest | null): ExportLayer | null {
    return diffId === null ? null : (this.#byDiffId.get(diffId) ?? null);
  }

  /** Whether the base gives what a layer is stored as, or its tar where that will do. */
  has({ statedDigest, statedDiffId }: ArchiveLayer, byDiffId: boolean): boolean {
    if (statedDigest !== null && this.#blob(statedDigest) !== null) return true;
    const isPlain = statedDigest === null || statedDigest === statedDiffId;
    return (isPlain || byDiffId) && this.tar(statedDiffId) !== null;
  }

  /** What stands in for layers that are not there. Only those are given: a document may name anything. */
  supply(lacking: readonly ArchiveLayer[]): BlobSupply {
    const found = new Map<Digest, BlobLocation>();
    for (const { statedDigest, statedDiffId } of lacking) {
      const tar = this.tar(statedDiffId);
      if (statedDigest === null) continue;
      const location = this.#blob(statedDigest) ?? tar?.location ?? null;
      if (location !== null) found.set(statedDigest, location);
    }
    return {
      find: ({ digest }) => (digest === null ? null : (found.get(digest) ?? null)),
      tar: (diffId) => this.tar(diffId)?.location ?? null,
    };
  }

  /** Where a blob lies byte for byte. */
  #blob(digest: Digest): BlobLocation | null {
    const layer = this.#byDigest.get(digest);
    return layer?.packed === 'none' ? layer.location : null;
  }
}
