import type { Compression } from '../../../shared/model/layer.ts';
import { locationBytes } from '../archive/image-parts.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import type { ExportBlob, ExportImage, ExportLayer } from '../export/export-selection.ts';
import type { LayerRecords } from './layer-records.ts';
import type { Reach, ReachedManifest } from './reach.ts';

/**
 * Documents and content of a root that are there, outermost first, byte for byte. Throws `EngineError`
 * `image-incomplete` for what must be there and is not.
 */
export function exportBlobs(reach: Reach): readonly ExportBlob[] {
  const content = reach.manifests.flatMap((manifest) =>
    manifest.content.flatMap(({ digest, location, isForeign, digestText }) => {
      if (digest !== null && location !== null) return [exportBlob(digest, location)];
      if (isForeign) return [];
      throw new EngineError('image-incomplete', { name: digestText });
    }),
  );
  const documents = [...reach.indexes, ...reach.manifests].map(({ digest, location }) =>
    exportBlob(digest, location),
  );
  return [...documents, ...content];
}

/** An image of which layers may not be there; these are null. */
export interface PartialImage {
  readonly config: ExportBlob;
  readonly layers: readonly (ExportLayer | null)[];
}

/**
 * The image that a manifest describes, for formats that list its layers. Null when a layer is not there or is no tar:
 * they cannot hold such an image. What is known of layers spares reading them; their diffIDs are taken from the config
 * and proven when a format writes them unpacked.
 */
export function exportImage(
  manifest: ReachedManifest,
  references: readonly string[],
  known: LayerRecords,
): ExportImage | null {
  const image = partialImage(manifest, known);
  if (image === null) return null;
  const layers = image.layers.filter((layer) => layer !== null);
  return layers.length < image.layers.length ? null : { ...image, references, layers };
}

/** What there is of the same image. Null where its config is not there, or a layer is no tar. */
export function partialImage(manifest: ReachedManifest, known: LayerRecords): PartialImage | null {
  const config = manifest.content.find(({ role }) => role === 'config');
  if (!config?.digest || config.location === null) return null;
  const layers: (ExportLayer | null)[] = [];
  for (const { role, digest, location, diffId, mediaType } of manifest.content) {
    if (role !== 'layer') continue;
    if (digest === null || diffId === null) return null;
    if (location === null) {
      layers.push(null);
      continue;
    }
    const record = known.get(digest);
    if (record !== undefined && record.diffId !== diffId) return null;
    const compression = record?.compression ?? compressionAt(location);
    const bytes = locationBytes(location);
    const unpackedBytes = record?.unpackedBytes ?? (compression === 'none' ? bytes : null);
    const blob = exportBlob(digest, location);
    layers.push({ ...blob, mediaType, diffId, compression, unpackedBytes });
  }
  return { config: exportBlob(config.digest, config.location), layers };
}

function exportBlob(digest: ExportBlob['digest'], location: BlobLocation): ExportBlob {
  return { digest, location, bytes: locationBytes(location), packed: 'none' };
}

function compressionAt(location: BlobLocation): Compression {
  return sniffCompression(withBlob(location, (source) => readStart(source, sniffBytes)));
}
