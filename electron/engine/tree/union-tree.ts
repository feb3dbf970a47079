import type { EntryType, Owner } from '../../../shared/model/entry.ts';
import type { Removal } from '../../../shared/model/view.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { EntryExtra, LayerIndex } from '../layer/layer-index.ts';
import type { NameTable } from './name-table.ts';

/** Stands for "no node", "no event" and "no entry" in the columns. */
export const none = 0xffffffff;

/** What an event does to its path, as stored in `UnionTree.eventKind`. */
export const EventKind = {
  /** The layer has an entry for the path. */
  entry: 0,
  /** The layer has something inside the folder but no entry for the folder itself. */
  implied: 1,
  /** Removed by its own whiteout. */
  whiteout: 2,
  /** Removed with a folder above it. */
  folderWhiteout: 3,
  /** Hidden by an opaque folder. */
  opaque: 4,
  /** Gone because a folder above it became something else. */
  replaced: 5,
} as const;

export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** For files, by inode, a number that those of equal content share: the inode of one of them. */
export interface ContentNumbers extends Iterable<readonly [file: number, same: number]> {
  get(file: number): number | undefined;
}

/**
 * Entries of paths that the same layer holds once more further on, in the order in which they were found. Whoever unpacks
 * the layer leaves none of them there, so they are no events.
 */
export interface RepeatedEntries {
  readonly node: Uint32Array;
  readonly layer: Uint32Array;
  readonly entry: Uint32Array;
}

/**
 * All layers of an image in one tree: every path once, with the list of what each layer did to it. The union after
 * any layer, and the change between any two, are read from the events; nothing is stacked again.
 *
 * Nodes are numbered so that a parent has a lower number than its children; 0 is the root. Immutable once built.
 */
export interface UnionTree {
  /** By position in the stack; null where a layer could not be read. Paths of the indexes are not kept. */
  readonly layers: readonly (LayerIndex | null)[];
  readonly names: NameTable;
  readonly nodeCount: number;
  readonly parent: Uint32Array;
  readonly name: Uint32Array;
  readonly firstChild: Uint32Array;
  readonly nextSibling: Uint32Array;
  /** Newest event of a node; follow `older` to the oldest. */
  readonly lastEvent: Uint32Array;

  readonly eventCount: number;
  readonly eventNode: Uint32Array;
  readonly eventLayer: Uint16Array;
  readonly eventKind: Uint8Array;
  /** Layer that holds the file's attributes and content: another than `eventLayer` for a link to a lower file. */
  readonly dataLayer: Uint16Array;
  /** The entry in that layer; `none` for implied folders and removals. */
  readonly dataEntry: Uint32Array;
  readonly older: Uint32Array;
  /** 1 where several paths may share the entry. */
  readonly linked: Uint8Array;

  readonly repeated: RepeatedEntries;

  /**
   * Files that were compared byte by byte, by inode (`inodeOf`): those of equal content have the same number. Empty
   * until somebody has compared.
   */
  readonly contentClasses: ContentNumbers;

  readonly problems: readonly Problem[];
}

/** The newest event of `node` not above `layer`, or `none` when no layer so far has touched it. */
export function eventAt(tree: UnionTree, node: number, layer: number): number {
  let event = tree.lastEvent[node]!;
  while (event !== none && tree.eventLayer[event]! > layer) event = tree.older[event]!;
  return event;
}

/** The event that makes `node` visible after `layer`, or `none` when it is not there. */
export function presentAt(tree: UnionTree, node: number, layer: number): number {
  const event = eventAt(tree, node, layer);
  return event !== none && isPresence(tree.eventKind[event]!) ? event : none;
}

/** True for events after which the path is there. */
export function isPresence(kind: number): boolean {
  return kind <= EventKind.implied;
}

/** The `EntryKind` of what an event of presence leaves at its path. */
export function kindOf(tree: UnionTree, event: number): number {
  const entry = tree.dataEntry[event]!;
  if (entry === none) return EntryKind.directory;
  return tree.layers[tree.dataLayer[event]!]!.kind[entry]!;
}

/** Size in bytes of the file that an event leaves at its path; 0 for what is not a file. */
export function bytesOf(tree: UnionTree, event: number): number {
  const entry = tree.dataEntry[event]!;
  return entry === none ? 0 : tree.layers[tree.dataLayer[event]!]!.size[entry]!;
}

const impliedOwner: Owner = { uid: 0, gid: 0, userName: '', groupName: '' };

export function ownerOf(tree: UnionTree, event: number): Owner {
  const entry = tree.dataEntry[event]!;
  if (entry === none) return impliedOwner;
  const layer = tree.layers[tree.dataLayer[event]!]!;
  return layer.owners[layer.owner[entry]!] ?? impliedOwner;
}

/** Permission bits; container engines make a missing parent folder with 0755. */
export function modeOf(tree: UnionTree, event: number): number {
  const entry = tree.dataEntry[event]!;
  return entry === none ? 0o755 : tree.layers[tree.dataLayer[event]!]!.mode[entry]!;
}

/** Milliseconds since 1970; NaN for a folder that no layer has an entry for. */
export function modifiedOf(tree: UnionTree, event: number): number {
  const entry = tree.dataEntry[event]!;
  return entry === none ? Number.NaN : tree.layers[tree.dataLayer[event]!]!.modified[entry]!;
}

/** Target of a symbolic link as raw bytes; empty for anything else. */
export function linkOf(tree: UnionTree, event: number): Uint8Array {
  const entry = tree.dataEntry[event]!;
  if (entry === none) return new Uint8Array();
  const layer = tree.layers[tree.dataLayer[event]!]!;
  if (layer.kind[entry] !== EntryKind.symlink) return new Uint8Array();
  return layer.links.subarray(layer.linkStart[entry], layer.linkStart[entry + 1]);
}

export function extraOf(tree: UnionTree, event: number): EntryExtra | undefined {
  const entry = tree.dataEntry[event]!;
  return entry === none ? undefined : tree.layers[tree.dataLayer[event]!]!.extras.get(entry);
}

/** A number that is equal for two events exactly when they leave the same file (inode) at their paths. */
export function inodeOf(tree: UnionTree, event: number): number {
  return inodeNumber(tree.dataLayer[event]!, tree.dataEntry[event]!);
}

/** The number of the file that a layer holds in an entry. */
export function inodeNumber(layer: number, entry: number): number {
  return layer * 0x1_0000_0000 + entry;
}

/** How `EntryKind` is shown: a hard link that leads nowhere, and storage-driver files, as files. */
export function typeOf(kind: number): EntryType {
  switch (kind) {
    case EntryKind.directory:
      return 'directory';
    case EntryKind.symlink:
      return 'symlink';
    case EntryKind.character:
      return 'character';
    case EntryKind.block:
      return 'block';
    case EntryKind.fifo:
      return 'fifo';
    default:
      return 'file';
  }
}

/** The cause that an event of removal stands for; null for an event of presence. */
export function removalOf(kind: number): Removal | null {
  switch (kind) {
    case EventKind.whiteout:
      return 'whiteout';
    case EventKind.folderWhiteout:
      return 'folder-whiteout';
    case EventKind.opaque:
      return 'opaque';
    case EventKind.replaced:
      return 'replaced';
    default:
      return null;
  }
}
