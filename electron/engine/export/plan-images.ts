import type { Digest } from '../../../shared/model/digest.ts';
import type { ExportLoss, Packing } from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import type { ExportBlob, ExportSelection } from './export-selection.ts';
import { LossLog } from './loss-log.ts';
import { layersToRepack } from './layers-to-repack.ts';
import { rewriteSelection, type NewLayer } from './rewrite-selection.ts';

/** What writing images would come to. */
export interface ImagesPlan {
  /** Bytes of what is written, the tar's own headers not counted; null where compressing decides, or nobody has counted. */
  readonly bytes: number | null;
  /** Blobs. */
  readonly files: number;
  readonly losses: readonly ExportLoss[];
}

/** Finds out, reading documents alone, what `exportImages` would write. The new digests are not known yet. */
export function planImages(
  selection: ExportSelection,
  format: SaveFormat,
  packing: Packing | null,
): ImagesPlan {
  if (packing === null) return { ...sizes(selection, format), losses: [] };
  const { layers, kept } = layersToRepack(selection, packing);
  const { compression } = packing;
  const stand = layers.map((layer): readonly [Digest, NewLayer] => {
    const bytes = layer.unpackedBytes ?? 0;
    const { diffId: digest, diffId, location } = layer;
    const packed = 'none';
    return [
      layer.digest,
      { digest, diffId, location, bytes, packed, compression, unpackedBytes: bytes },
    ];
  });
  const rewritten = rewriteSelection({
    selection,
    layers: new Map(stand),
    oci: compression === 'zstd',
  });
  const losses = new LossLog();
  losses.addAll(rewritten.losses);
  losses.addAll(kept);
  const isKnown =
    compression === 'none' && layers.every(({ unpackedBytes }) => unpackedBytes !== null);
  const known = sizes(rewritten.selection, format, compression === 'gzip');
  return {
    files: known.files,
    bytes: isKnown || layers.length === 0 ? known.bytes : null,
    losses: losses
      .losses()
      .map((loss) =>
        loss.kind === 'digest-changed'
          ? { ...loss, paths: loss.paths.map(({ path }) => ({ path, became: null })) }
          : loss,
      ),
  };
}

/** Bytes of the blobs that a format holds, each once. */
export function sizes(
  { roots }: ExportSelection,
  format: SaveFormat,
  keepPacked = false,
): Pick<ImagesPlan, 'bytes' | 'files'> {
  const written = new Map<Digest, number | null>();
  const add = ({ digest, bytes }: Pick<ExportBlob, 'digest'> & { bytes: number | null }): void =>
    void written.set(digest, bytes);
  for (const { blobs, image, attached } of roots) {
    if (format !== 'docker-archive') {
      blobs.forEach(add);
    } else if (image !== null && !attached) {
      add(image.config);
      for (const layer of image.layers.slice(image.lacking ?? 0)) {
        const { diffId, unpackedBytes, bytes } = layer;
        add({ digest: diffId, bytes: keepPacked ? bytes : unpackedBytes });
      }
    }
  }
  let bytes: number | null = 0;
  for (const each of written.values()) {
    bytes = bytes === null || each === null ? null : bytes + each;
  }
  return { bytes, files: written.size };
}
