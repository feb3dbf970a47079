import type { HiddenFile, Waste } from '../../../shared/model/waste.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { hiddenCount, hiddenFiles, readWaste } from '../../../electron/engine/waste/waste.ts';
import type { WasteReading } from '../../../electron/engine/waste/waste.ts';
import { layerIndex, unionTree } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

/** What layers of these entries store and do not show, with every file of it. */
export interface FoundWaste {
  readonly tree: UnionTree;
  readonly waste: Waste;
  readonly files: readonly HiddenFile[];
  readonly reading: WasteReading;
}

export function wasteOfLayers(...layers: readonly (readonly IndexedEntry[] | null)[]): FoundWaste {
  const tree = unionTree(...layers);
  const indexes = layers.map((entries) => (entries === null ? null : layerIndex(entries)));
  const reading = runWhole(readWaste(tree, indexes));
  return { tree, waste: reading.waste, files: allFiles(reading, null), reading };
}

export function allFiles(reading: WasteReading, group: number | null): readonly HiddenFile[] {
  return [...hiddenFiles(reading, group, 0, hiddenCount(reading, group))];
}

/** Every hidden file in short: `path bytes cause stored>hidden reasons`. */
export function hiddenLines(...layers: readonly (readonly IndexedEntry[])[]): readonly string[] {
  return wasteOfLayers(...layers).files.map(({ path, bytes, cause, storedIn, hiddenIn, reasons }) =>
    [path, bytes, cause, `${storedIn}>${hiddenIn}`, ...reasons].join(' '),
  );
}
