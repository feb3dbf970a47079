import { reasonsFromBits } from '../../../shared/model/change.ts';
import { hiddenCauses, mostHiddenGroups } from '../../../shared/model/waste.ts';
import type { HiddenGroup } from '../../../shared/model/waste.ts';
import { commonNode } from '../tree/common-node.ts';
import { pathText } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import { commonPath, folderOfPath } from './common-folder.ts';
import { copyReasons, entryPathBytes, hiddenInOf, nodeOf, pathOf } from './hidden-file.ts';
import type { HiddenStack } from './hidden-file.ts';

/** The groups of hidden files, and where the files of each are. */
export interface HiddenGroups {
  /** Most bytes first; no more than `mostHiddenGroups`. */
  readonly groups: readonly HiddenGroup[];
  readonly groupCount: number;
  /** The places of the files of listed group g: `places` from `starts[g]` to `starts[g + 1]`. */
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
}

interface OpenGroup {
  readonly number: number;
  /** The place of its first file, which stands for cause and layers of all. */
  readonly first: number;
  /** The folder of all so far: a node, or the bytes of a path for files that have none. */
  folder: number | Uint8Array;
  files: number;
  bytes: number;
  reasons: number;
}

/** Puts together what one layer stores and one other hides for one cause. */
export function* groupHidden(stack: HiddenStack): Generator<void, HiddenGroups> {
  const { count, bytes } = stack.files;
  const open = new Map<number, OpenGroup>();
  const numbers = new Uint32Array(count);
  for (let place = 0; place < count; place++) {
    if (place % sliceNodes === 0) yield;
    const group = groupOf(stack, place, open);
    numbers[place] = group.number;
    group.folder = withFile(stack, group.folder, place);
    group.files++;
    group.bytes += bytes[place]!;
    group.reasons |= copyReasons(stack, place);
  }
  const ranked = [...open.values()].toSorted((a, b) => b.bytes - a.bytes || a.number - b.number);
  const listed = ranked.slice(0, mostHiddenGroups);
  return {
    groups: listed.map((group) => closed(stack, group)),
    groupCount: ranked.length,
    ...(yield* placesByGroup(listed, ranked.length, numbers)),
  };
}

function groupOf(stack: HiddenStack, place: number, open: Map<number, OpenGroup>): OpenGroup {
  const { layer, cause } = stack.files;
  const layers = layer[place]! * 0x1_0000 + hiddenInOf(stack, place);
  const key = layers * hiddenCauses.length + cause[place]!;
  const known = open.get(key);
  if (known !== undefined) return known;
  const folder = folderOf(stack, place);
  const made = { number: open.size, first: place, folder, files: 0, bytes: 0, reasons: 0 };
  open.set(key, made);
  return made;
}

/** Files of one cause all have a node, or none has. */
function folderOf(stack: HiddenStack, place: number): number | Uint8Array {
  const node = nodeOf(stack, place);
  if (node === null) return folderOfPath(entryPathBytes(stack, place));
  return node === 0 ? 0 : stack.tree.parent[node]!;
}

function withFile(
  stack: HiddenStack,
  before: number | Uint8Array,
  place: number,
): number | Uint8Array {
  if (before === 0) return 0;
  const folder = folderOf(stack, place);
  if (typeof before === 'number' && typeof folder === 'number') {
    return commonNode(stack.tree, before, folder);
  }
  return typeof before === 'number' || typeof folder === 'number' ? 0 : commonPath(before, folder);
}

function closed(stack: HiddenStack, group: OpenGroup): HiddenGroup {
  const { first, folder, files, bytes, reasons } = group;
  return {
    cause: hiddenCauses[stack.files.cause[first]!]!,
    storedIn: stack.files.layer[first]!,
    hiddenIn: hiddenInOf(stack, first),
    path: files === 1 ? pathOf(stack, first) : folderText(stack, folder),
    files,
    bytes,
    reasons: reasonsFromBits(reasons),
  };
}

function folderText({ tree }: HiddenStack, folder: number | Uint8Array): string {
  return typeof folder === 'number' ? pathText(tree, folder) : Buffer.from(folder).toString('utf8');
}

/** The files of each listed group together, each group's in the order they had. */
function* placesByGroup(
  listed: readonly OpenGroup[],
  groupCount: number,
  numbers: Uint32Array,
): Generator<void, Pick<HiddenGroups, 'starts' | 'places'>> {
  const starts = new Uint32Array(listed.length + 1);
  const ranks = new Uint32Array(groupCount).fill(none);
  for (const [rank, { number, files }] of listed.entries()) {
    ranks[number] = rank;
    starts[rank + 1] = starts[rank]! + files;
  }
  const next = starts.slice();
  const places = new Uint32Array(starts.at(-1)!);
  for (let place = 0; place < numbers.length; place++) {
    if (place % sliceNodes === 0) yield;
    const rank = ranks[numbers[place]!]!;
    if (rank !== none) places[next[rank]!++] = place;
  }
  return { starts, places };
}
