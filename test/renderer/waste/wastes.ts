import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause, HiddenGroup, LayerWaste, Waste } from '../../../shared/model/waste.ts';

/** Bytes of some causes, none of the others. */
export function causes(
  bytes: Partial<Record<HiddenCause, number>>,
): Readonly<Record<HiddenCause, number>> {
  return {
    overwritten: 0,
    metadata: 0,
    'deleted-file': 0,
    'deleted-folder': 0,
    opaque: 0,
    replaced: 0,
    duplicate: 0,
    'not-shown': 0,
    ...bytes,
  };
}

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
    total,
    storedBytes,
    visibleBytes: storedBytes - total,
    byCause: causes(Object.fromEntries(hiddenCauses.map((cause) => [cause, sum(cause)]))),
    files: groups.reduce((count, { files }) => count + files, 0),
    layers,
    groups,
    groupCount: groups.length,
    unreadLayers: [],
    dive: {
      efficiencyScore: 1,
      wastedBytes: 0,
      userWastedPercent: 0,
      sizeBytes: 0,
      userSizeBytes: 0,
      inefficient: [],
    },
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
