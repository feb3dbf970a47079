import type { StoredLayer } from '../layer/content.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { ExportLayer } from '../export/export-selection.ts';
import { packingOf } from '../export/packing.ts';

/** A layer of an image that is being edited. */
export interface EditLayer {
  /** Where it lies; null for one that is only planned. */
  readonly stored: ExportLayer | null;
  /** Null while nobody has read it. */
  readonly index: LayerIndex | null;
}

/** The layers as what reads contents wants them. */
export function storedLayers(layers: readonly EditLayer[]): readonly (StoredLayer | null)[] {
  return layers.map(({ stored }) =>
    stored === null ? null : { location: stored.location, compression: packingOf(stored) },
  );
}
