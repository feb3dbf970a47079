import type { Digest } from '../../../shared/model/digest.ts';
import type { ExportLoss, Packing } from '../../../shared/model/export.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { parseDescriptor, type Descriptor } from '../image/descriptor.ts';
import { isForeignLayer } from '../image/layer-types.ts';
import type { ExportBlob, ExportSelection } from './export-selection.ts';
import { LossLog } from './loss-log.ts';
import type { TarOfLayer } from './repack-layer.ts';
import { SelectedDocuments } from './selected-documents.ts';

/** A layer that is to be packed in another way. */
export interface LayerToRepack extends TarOfLayer {
  readonly digest: Digest;
  readonly unpackedBytes: number | null;
}

export interface LayersToRepack {
  readonly layers: readonly LayerToRepack[];
  /** Layers that stay although they are packed otherwise. */
  readonly kept: readonly ExportLoss[];
}

/**
 * The layers of a selection that have to be packed anew, each once. One that is packed as wanted already stays as it is,
 * unless a level is asked for. Layers that cannot be unpacked here stay too and are told.
 */
export function layersToRepack(selection: ExportSelection, packing: Packing): LayersToRepack {
  const documents = new SelectedDocuments(selection);
  const sizes = new Map(
    selection.roots.flatMap(({ image }) =>
      (image?.layers ?? []).map((layer) => [layer.digest, layer.unpackedBytes] as const),
    ),
  );
  const layers = new Map<Digest, LayerToRepack>();
  const kept = new Set<string>();
  const seen = new Set<Digest>();
  const visit = (descriptor: Descriptor | null): void => {
    const document = descriptor === null ? null : documents.document(descriptor);
    if (document === null || seen.has(document.blob.digest)) return;
    seen.add(document.blob.digest);
    if (document.manifest.kind === 'index') document.manifest.manifests.forEach(visit);
    for (const { blob, diffId, descriptor: listed } of documents.layersOf(document)) {
      if (blob === null || diffId === null) {
        if (blob !== null || isForeignLayer(listed)) kept.add(listed.digestText);
        continue;
      }
      const compression = compressionOf(blob);
      if (!isOther(compression, packing)) continue;
      const { digest, location, packed } = blob;
      const unpackedBytes = sizes.get(digest) ?? (compression === 'none' ? blob.bytes : null);
      layers.set(digest, { digest, location, packed, compression, diffId, unpackedBytes });
    }
  };
  for (const { entries } of selection.roots) {
    for (const { raw } of entries) visit(parseDescriptor(raw));
  }
  const losses = new LossLog();
  for (const digest of kept) losses.add('layer-kept', new TextEncoder().encode(digest));
  return { layers: [...layers.values()], kept: losses.losses() };
}

/** Of the blob, whatever it is wrapped in where it lies: what is wrapped is a plain tar. */
function compressionOf({ location, packed }: ExportBlob): TarOfLayer['compression'] {
  if (packed !== 'none') return 'none';
  return sniffCompression(withBlob(location, (source) => readStart(source, sniffBytes)));
}

function isOther(now: TarOfLayer['compression'], { compression, level }: Packing): boolean {
  return now !== compression || (level !== null && compression !== 'none');
}
