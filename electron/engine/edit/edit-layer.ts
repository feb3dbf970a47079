import { EngineError } from '../bytes/engine-error.ts';
import type { JsonObject } from '../image/json.ts';
import type { StoredLayer } from '../layer/content.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { ExportLayer } from '../export/export-selection.ts';
import { packingOf } from '../export/packing.ts';

/** A layer of an image that is being edited. */
export interface EditLayer {
  /** Where it lies; null for one that is only planned, or missing. */
  readonly stored: ExportLayer | null;
  /** Null while nobody has read it. */
  readonly index: LayerIndex | null;
  /** Of the descriptor that it came with; absent for none. */
  readonly annotations?: JsonObject;
}

/** A layer of the image that is not there. */
export const missingLayer: EditLayer = { stored: null, index: null };

/** @throws EngineError `image-incomplete` when one of these layers is missing */
export function requireLayers(layers: readonly EditLayer[]): void {
  if (layers.includes(missingLayer)) throw new EngineError('image-incomplete');
}

/** The layers as what reads contents wants them. */
export function storedLayers(layers: readonly EditLayer[]): readonly (StoredLayer | null)[] {
  return layers.map(({ stored }) =>
    stored === null ? null : { location: stored.location, compression: packingOf(stored) },
  );
}
