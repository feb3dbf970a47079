import type { LayerFormat } from '../../../shared/model/export.ts';
import type { Compression } from '../../../shared/model/layer.ts';

/** What is known of a layer's size before it is written. */
export interface PlannedLayer {
  readonly compression: Compression;
  readonly storedBytes: number;
  /** Bytes of the tar; null where nobody has counted them. */
  readonly unpackedBytes: number | null;
}

/** Bytes that layers will come to in a format; null where compressing decides, or nobody has counted. */
export function plannedBytes(layers: readonly PlannedLayer[], format: LayerFormat): number | null {
  let sum = 0;
  for (const layer of layers) {
    const bytes = format === 'blob' ? layer.storedBytes : tarBytes(layer, format);
    if (bytes === null) return null;
    sum += bytes;
  }
  return sum;
}

function tarBytes(
  { compression, storedBytes, unpackedBytes }: PlannedLayer,
  format: LayerFormat,
): number | null {
  if (format !== 'tar') return null;
  return unpackedBytes ?? (compression === 'none' ? storedBytes : null);
}
