import { reasonsFromBits } from '../../../shared/model/change.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenFile } from '../../../shared/model/waste.ts';
import { reasonsBetween } from '../diff/reasons.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { entryPath } from '../tree/layer-paths.ts';
import { findNode, pathText } from '../tree/paths.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { HiddenFiles } from './hidden-files.ts';

/** Hidden files and what is needed to speak of them. */
export interface HiddenStack {
  readonly tree: UnionTree;
  /** By position in the stack, with their paths, which those of the tree do not have. */
  readonly indexes: readonly (LayerIndex | null)[];
  readonly files: HiddenFiles;
}

const metadata = hiddenCauses.indexOf('metadata');
const duplicate = hiddenCauses.indexOf('duplicate');

/** One hidden file by its place among all. */
export function hiddenFile(stack: HiddenStack, place: number): HiddenFile {
  const { layer, cause, bytes } = stack.files;
  const path = pathOf(stack, place);
  return {
    node: nodeOf(stack, place) ?? (cause[place] === duplicate ? existingNode(stack, path) : null),
    path,
    bytes: bytes[place]!,
    cause: hiddenCauses[cause[place]!]!,
    storedIn: layer[place]!,
    hiddenIn: hiddenInOf(stack, place),
    reasons: reasonsFromBits(copyReasons(stack, place)),
  };
}

/** The layer that hid a file, which for a duplicate and for what is never shown is the one that stores it. */
export function hiddenInOf({ tree, files }: HiddenStack, place: number): number {
  const ender = files.ender[place]!;
  return ender === none ? files.layer[place]! : tree.eventLayer[ender]!;
}

/** What a copy of the same content changed, as bits of `changeReasons`; 0 for every other cause. */
export function copyReasons({ tree, files }: HiddenStack, place: number): number {
  if (files.cause[place] !== metadata) return 0;
  return reasonsBetween(tree, files.event[place]!, files.ender[place]!);
}

/** The last path that led to a file; null where none ever did. */
export function nodeOf({ tree, files }: HiddenStack, place: number): number | null {
  const event = files.event[place]!;
  return event === none ? null : tree.eventNode[event]!;
}

/** That path for showing, or what the layer itself calls the file. Without a leading slash. */
export function pathOf(stack: HiddenStack, place: number): string {
  const node = nodeOf(stack, place);
  if (node !== null) return pathText(stack.tree, node);
  return entryPath(stack.indexes[stack.files.layer[place]!]!, stack.files.entry[place]!);
}

/** What the layer itself calls a file, as raw bytes. */
export function entryPathBytes({ indexes, files }: HiddenStack, place: number): Uint8Array {
  const { paths, pathStart } = indexes[files.layer[place]!]!;
  const entry = files.entry[place]!;
  return paths.subarray(pathStart[entry], pathStart[entry + 1]);
}

/** A duplicate has a path that the same layer uses again. */
function existingNode({ tree }: HiddenStack, path: string): number | null {
  const node = findNode(tree, path);
  return node === -1 ? null : node;
}
