import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause, HiddenFile, LayerWaste, Waste } from '../../../shared/model/waste.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { diveFigures } from './dive-figures.ts';
import { hiddenFile } from './hidden-file.ts';
import type { HiddenStack } from './hidden-file.ts';
import { findHidden } from './hidden-files.ts';
import type { HiddenFiles } from './hidden-files.ts';
import { groupHidden } from './hidden-groups.ts';
import type { HiddenGroups } from './hidden-groups.ts';

/** What an image stores and does not show, with every file of it. */
export interface WasteReading {
  readonly waste: Waste;
  readonly stack: HiddenStack;
  readonly groups: HiddenGroups;
}

/**
 * Finds the hidden bytes of an image, and what dive would say of it. `indexes` are those of the tree with their paths;
 * null for a layer that could not be read. Yields now and then.
 */
export function* readWaste(
  tree: UnionTree,
  indexes: readonly (LayerIndex | null)[],
): Generator<void, WasteReading> {
  const { stored, visible, files } = yield* findHidden(tree);
  const stack: HiddenStack = { tree, indexes, files };
  const groups = yield* groupHidden(stack);
  const layers = wasteOfLayers(stored, files);
  const storedBytes = sumOf(stored);
  const ofCauses = hiddenCauses.map((cause) => sumOf(layers.map((each) => each.byCause[cause])));
  const waste: Waste = {
    total: storedBytes - visible,
    storedBytes,
    visibleBytes: visible,
    byCause: byCause(ofCauses),
    files: files.count,
    layers,
    groups: groups.groups,
    groupCount: groups.groupCount,
    unreadLayers: [...indexes.keys()].filter((layer) => indexes[layer] === null),
    dive: yield* diveFigures(tree, indexes),
  };
  return { waste, stack, groups };
}

/** How many hidden files there are, or how many of one listed group; none of a group that is not listed. */
export function hiddenCount({ stack, groups }: WasteReading, group: number | null): number {
  if (group === null) return stack.files.count;
  return (groups.starts[group + 1] ?? 0) - (groups.starts[group] ?? 0);
}

/** Some hidden files, most bytes first: of all, or of one listed group. */
export function* hiddenFiles(
  reading: WasteReading,
  group: number | null,
  start: number,
  count: number,
): Generator<HiddenFile, void> {
  const { stack, groups } = reading;
  const end = Math.min(start + count, hiddenCount(reading, group));
  for (let at = start; at < end; at++) {
    const place = group === null ? at : groups.places[groups.starts[group]! + at]!;
    yield hiddenFile(stack, place);
  }
}

function wasteOfLayers(stored: Float64Array, files: HiddenFiles): readonly LayerWaste[] {
  const { length } = hiddenCauses;
  const sums = new Float64Array(stored.length * length);
  for (let place = 0; place < files.count; place++) {
    sums[files.layer[place]! * length + files.cause[place]!]! += files.bytes[place]!;
  }
  return Array.from(stored, (storedBytes, layer) => {
    const ofLayer = sums.subarray(layer * length, (layer + 1) * length);
    return { storedBytes, hiddenBytes: sumOf(ofLayer), byCause: byCause(ofLayer) };
  });
}

/** `sums` are in the order of `hiddenCauses`. */
function byCause(sums: ArrayLike<number>): Record<HiddenCause, number> {
  const bytesOf = (cause: HiddenCause): number => sums[hiddenCauses.indexOf(cause)]!;
  return {
    overwritten: bytesOf('overwritten'),
    metadata: bytesOf('metadata'),
    'deleted-file': bytesOf('deleted-file'),
    'deleted-folder': bytesOf('deleted-folder'),
    opaque: bytesOf('opaque'),
    replaced: bytesOf('replaced'),
    duplicate: bytesOf('duplicate'),
    'not-shown': bytesOf('not-shown'),
  };
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
}
