import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause, HiddenGroup, LayerWaste, Waste } from '../../../shared/model/waste.ts';
import { causes, noWaste } from '../../fixtures/waste-values.ts';

export function layerWaste(
  visible: number,
  hidden: Partial<Record<HiddenCause, number>> = {},
): LayerWaste {
  const byCause = causes(hidden);
  const hiddenBytes = hiddenCauses.reduce((sum, cause) => sum + byCause[cause], 0);
  return { storedBytes: visible + hiddenBytes, hiddenBytes, byCause };
}

/** Layers that add up to a whole. */
export function waste(layers: readonly LayerWaste[], groups: readonly HiddenGroup[] = []): Waste {
  const total = layers.reduce((sum, { hiddenBytes }) => sum + hiddenBytes, 0);
  const storedBytes = layers.reduce((sum, layer) => sum + layer.storedBytes, 0);
  const sum = (cause: HiddenCause) =>
    layers.reduce((bytes, { byCause }) => bytes + byCause[cause], 0);
  return {
    ...noWaste,
    total,
    storedBytes,
    visibleBytes: storedBytes - total,
    byCause: causes(Object.fromEntries(hiddenCauses.map((cause) => [cause, sum(cause)]))),
    files: groups.reduce((count, { files }) => count + files, 0),
    layers,
    groups,
    groupCount: groups.length,
  };
}

export function group(change: Partial<HiddenGroup> = {}): HiddenGroup {
  return {
    cause: 'overwritten',
    storedIn: 0,
    hiddenIn: 1,
    path: 'srv',
    files: 1,
    bytes: 100,
    reasons: [],
    ...change,
  };
}
