import path from 'node:path';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Packing } from '../../../shared/model/export.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import type { ExportSelection } from './export-selection.ts';
import type { ExportWork } from './export-work.ts';
import type { LayersToRepack, LayerToRepack } from './layers-to-repack.ts';
import { LossLog } from './loss-log.ts';
import { packingOf } from './packing.ts';
import type { NewLayer, RewrittenSelection } from './rewrite-selection.ts';
import type { SaveOptions } from './save-images.ts';
import { SharedProgress } from './shared-progress.ts';

/**
 * Packs layers anew that were `found`, several at once, into files in the folder `spool`, which stays the caller's, and
 * makes the documents new that speak of them. Nothing is written for `none`: plain layers are unpacked when the image
 * is. Rejects like `repackLayer`.
 */
export async function repackSelection(
  selection: ExportSelection,
  found: LayersToRepack,
  packing: Packing,
  spool: string,
  work: ExportWork,
  { signal, progress }: SaveOptions = {},
): Promise<RewrittenSelection> {
  const { layers, kept } = found;
  const total = layers.reduce((sum, { location }) => sum + locationBytes(location), 0);
  const shared = new SharedProgress(total, progress);
  const made = new Map<Digest, NewLayer>();
  const { compression } = packing;
  await inParallel(layers, work.parallel, async (layer, position) => {
    const options = { signal, progress: shared.part(position) };
    const isPlain = compression === 'none';
    if (isPlain && layer.unpackedBytes !== null) {
      made.set(layer.digest, plainLayer(layer, layer.unpackedBytes));
      options.progress(locationBytes(layer.location));
      return;
    }
    const destination = isPlain ? null : path.join(spool, `${position}.blob`);
    const repacked = await work.repack({ layer, packing, destination }, options);
    options.progress(locationBytes(layer.location));
    made.set(
      layer.digest,
      repacked.location === null
        ? plainLayer(layer, repacked.unpackedBytes)
        : {
            ...repacked,
            location: repacked.location,
            diffId: layer.diffId,
            packed: 'none',
            compression,
          },
    );
  });
  const oci = compression === 'zstd';
  const rewritten = await work.rewrite({ selection, layers: made, oci });
  const losses = new LossLog();
  losses.addAll(rewritten.losses);
  losses.addAll(kept);
  return { selection: rewritten.selection, losses: losses.losses() };
}

/** The tar itself, unpacked when it is written and held against its diffID then. */
function plainLayer(layer: LayerToRepack, unpackedBytes: number): NewLayer {
  const { diffId, location } = layer;
  return {
    digest: diffId,
    diffId,
    bytes: unpackedBytes,
    location,
    packed: packingOf(layer),
    compression: 'none',
    unpackedBytes,
  };
}
