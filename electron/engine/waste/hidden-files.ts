import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause } from '../../../shared/model/waste.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { sliceNodes } from '../tree/slices.ts';
import { EventKind, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { placesInSlices } from '../tree/sort-by-key.ts';
import { lastNames, storesAgain } from './last-names.ts';
import type { LastNames } from './last-names.ts';

/** Files that take bytes and are hidden, as columns: position i of each is one file. Most bytes first. */
export interface HiddenFiles {
  readonly count: number;
  /** The entry that stores it. */
  readonly layer: Uint16Array;
  readonly entry: Uint32Array;
  /** The last name it had, and what ended that; `none` for what never had one. */
  readonly event: Uint32Array;
  readonly ender: Uint32Array;
  /** Position in `hiddenCauses`. */
  readonly cause: Uint8Array;
  readonly bytes: Float64Array;
}

/** What the layers of a stack store and how much of it is hidden. Bytes as in `Waste`. */
export interface StoredBytes {
  /** Of each layer, from the lowest. */
  readonly stored: Float64Array;
  readonly visible: number;
  readonly files: HiddenFiles;
}

/**
 * Finds the files of all layers that no path of the finished stack leads to. Every entry is looked at once, so that
 * what is hidden and what is visible are together what is stored.
 */
export function* findHidden(tree: UnionTree): Generator<void, StoredBytes> {
  const names = yield* lastNames(tree);
  const found = columns(yield* countHidden(tree, names));
  const stored = new Float64Array(tree.layers.length);
  let [visible, at] = [0, 0];
  for (const [layer, index] of tree.layers.entries()) {
    const { event, ender } = names[layer] ?? noNames;
    for (let entry = 0; entry < (index?.count ?? 0); entry++) {
      if (entry % sliceNodes === 0) yield;
      const bytes = storedBytesOf(index!, entry);
      if (bytes === 0) continue;
      stored[layer]! += bytes;
      if (isVisible(event[entry]!, ender[entry]!)) {
        visible += bytes;
        continue;
      }
      found.layer[at] = layer;
      found.entry[at] = entry;
      found.event[at] = event[entry]!;
      found.ender[at] = ender[entry]!;
      found.cause[at] = hiddenCauses.indexOf(
        causeOf(tree, index!.kind[entry]!, event[entry]!, ender[entry]!),
      );
      found.bytes[at] = bytes;
      at++;
    }
  }
  yield;
  return { stored, visible, files: yield* mostBytesFirst(found) };
}

/**
 * Bytes that the content of an entry takes in the uncompressed tar: of a sparse file its stored parts, without the map
 * that PAX 1.0 puts before them.
 */
export function storedBytesOf(index: LayerIndex, entry: number): number {
  const kind = index.kind[entry]!;
  if (kind !== EntryKind.file && kind !== EntryKind.hidden) return 0;
  const sparse = index.extras.get(entry)?.sparse;
  return sparse === undefined ? index.size[entry]! : sparse.storedBytes - sparse.dataStart;
}

function isVisible(event: number, ender: number): boolean {
  return event !== none && ender === none;
}

function* countHidden(
  tree: UnionTree,
  names: readonly (LastNames | null)[],
): Generator<void, number> {
  let count = 0;
  for (const [layer, index] of tree.layers.entries()) {
    const { event, ender } = names[layer] ?? noNames;
    for (let entry = 0; entry < (index?.count ?? 0); entry++) {
      if (entry % sliceNodes === 0) yield;
      if (!isVisible(event[entry]!, ender[entry]!) && storedBytesOf(index!, entry) > 0) count++;
    }
  }
  return count;
}

function causeOf(tree: UnionTree, kind: number, event: number, ender: number): HiddenCause {
  if (event === none) return kind === EntryKind.hidden ? 'not-shown' : 'duplicate';
  switch (tree.eventKind[ender]!) {
    case EventKind.whiteout:
      return 'deleted-file';
    case EventKind.folderWhiteout:
      return 'deleted-folder';
    case EventKind.opaque:
      return 'opaque';
    case EventKind.replaced:
      return 'replaced';
    default:
      return storesAgain(tree, event, ender) ? 'metadata' : 'overwritten';
  }
}

const noNames: LastNames = { event: new Uint32Array(), ender: new Uint32Array() };

function columns(count: number): HiddenFiles {
  return {
    count,
    layer: new Uint16Array(count),
    entry: new Uint32Array(count),
    event: new Uint32Array(count),
    ender: new Uint32Array(count),
    cause: new Uint8Array(count),
    bytes: new Float64Array(count),
  };
}

/** Files of as many bytes keep the order of the layers and of their tars. */
function* mostBytesFirst(files: HiddenFiles): Generator<void, HiddenFiles> {
  const places = yield* placesInSlices(files.bytes.map((bytes) => -bytes));
  const sorted = columns(files.count);
  for (const [from, to] of [
    [files.layer, sorted.layer],
    [files.entry, sorted.entry],
    [files.event, sorted.event],
    [files.ender, sorted.ender],
    [files.cause, sorted.cause],
    [files.bytes, sorted.bytes],
  ] as const) {
    for (let at = 0; at < places.length; at++) {
      if (at % sliceNodes === 0) yield;
      to[at] = from[places[at]!]!;
    }
  }
  return sorted;
}
