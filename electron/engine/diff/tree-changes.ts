import { reasonBit } from '../../../shared/model/change.ts';
import type { ChangeCounts, ChangeKind } from '../../../shared/model/change.ts';
import type { StackRange } from '../../../shared/model/view.ts';
import { runWhole, sliceNodes } from '../tree/slices.ts';
import { isFolder, unionInSlices } from '../tree/sums.ts';
import type { UnionState } from '../tree/sums.ts';
import { isPresence, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { noMoves } from './moves.ts';
import type { Moves } from './moves.ts';
import { reasonsBetween } from './reasons.ts';

/** A `ChangeKind` as a number in a column, and `absent` for a path that is in neither tree. */
export const ChangeCode = {
  unchanged: 0,
  added: 1,
  modified: 2,
  removed: 3,
  absent: 4,
  moved: 5,
} as const;

export type ChangeCode = (typeof ChangeCode)[keyof typeof ChangeCode];

/** How the union after one layer differs from the union after another, node by node. */
export interface TreeChanges {
  readonly range: StackRange;
  readonly before: UnionState;
  readonly after: UnionState;
  /** A `ChangeCode`. */
  readonly change: Uint8Array;
  /** Bits of `changeReasons`; 0 unless modified, or moved and changed beside that. */
  readonly reasons: Uint8Array;
  /** 1 for a folder in which something differs. */
  readonly changedInside: Uint8Array;
  /** Moved paths are counted as removed where they were and as added where they are. */
  readonly counts: ChangeCounts;
  /** Modified paths whose time alone differs. */
  readonly timeOnly: number;
  readonly movedTo: Moves;
}

/** The bits of a path whose time alone differs. */
export const timeBit = reasonBit('mtime');

/** Compares the unions after `range.from` and `range.to`. One pass over the nodes; the root is not counted. */
export function treeChanges(tree: UnionTree, range: StackRange): TreeChanges {
  return runWhole(changesInSlices(tree, range));
}

/** As `treeChanges`, for callers that have other things to do in between. */
export function* changesInSlices(tree: UnionTree, range: StackRange): Generator<void, TreeChanges> {
  const before = yield* unionInSlices(tree, range.from);
  const after = yield* unionInSlices(tree, range.to);
  const change = new Uint8Array(tree.nodeCount).fill(ChangeCode.absent);
  const reasons = new Uint8Array(tree.nodeCount);
  const changedInside = new Uint8Array(tree.nodeCount);
  const counted = [0, 0, 0, 0, 0];
  let timeOnly = 0;
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    if (node % sliceNodes === 0) yield;
    const bits = compareNode(tree, before.event[node]!, after.event[node]!);
    const code = codeOf(before.event[node]!, after.event[node]!, bits);
    change[node] = code;
    reasons[node] = bits;
    counted[code]!++;
    if (bits === timeBit) timeOnly++;
    const differs = code !== ChangeCode.absent && code !== ChangeCode.unchanged;
    if (differs || changedInside[node] === 1) changedInside[tree.parent[node]!] = 1;
  }
  change[0] = ChangeCode.unchanged;
  const [, added = 0, modified = 0, removed = 0] = counted;
  return {
    range,
    before,
    after,
    change,
    reasons,
    changedInside,
    counts: { added, modified, removed },
    timeOnly,
    movedTo: noMoves,
  };
}

/** The word for a `ChangeCode`; a path that is nowhere counts as unchanged. */
export function changeKind(code: number): ChangeKind {
  switch (code) {
    case ChangeCode.added:
      return 'added';
    case ChangeCode.modified:
      return 'modified';
    case ChangeCode.removed:
      return 'removed';
    case ChangeCode.moved:
      return 'moved';
    default:
      return 'unchanged';
  }
}

/** Bytes to show for a node: what is there after the range, or what was there before for a path that is gone. */
export function shownBytes(changes: TreeChanges, node: number): number {
  return shownSide(changes, node).bytes[node]!;
}

/** The event whose attributes are shown for a node: as for `shownBytes`. */
export function shownEvent(changes: TreeChanges, node: number): number {
  return shownSide(changes, node).event[node]!;
}

/** True where a node is shown as a folder. */
export function shownAsFolder(tree: UnionTree, changes: TreeChanges, node: number): boolean {
  return isFolder(tree, shownSide(changes, node), node);
}

function shownSide(changes: TreeChanges, node: number): UnionState {
  return changes.after.event[node] === none ? changes.before : changes.after;
}

/** What each layer added, modified and removed, by position in the stack. One pass over the events. */
export function layerChanges(tree: UnionTree): readonly ChangeCounts[] {
  const added = new Float64Array(tree.layers.length);
  const modified = new Float64Array(tree.layers.length);
  const removed = new Float64Array(tree.layers.length);
  for (let event = 0; event < tree.eventCount; event++) {
    if (tree.eventNode[event] === 0) continue;
    const layer = tree.eventLayer[event]!;
    const older = tree.older[event]!;
    const wasThere = older !== none && isPresence(tree.eventKind[older]!);
    const isThere = isPresence(tree.eventKind[event]!);
    if (!wasThere && isThere) added[layer]!++;
    else if (wasThere && !isThere) removed[layer]!++;
    else if (wasThere && reasonsBetween(tree, older, event) !== 0) modified[layer]!++;
  }
  return tree.layers.map((_, layer) => ({
    added: added[layer]!,
    modified: modified[layer]!,
    removed: removed[layer]!,
  }));
}

function compareNode(tree: UnionTree, before: number, after: number): number {
  if (before === after || before === none || after === none) return 0;
  return reasonsBetween(tree, before, after);
}

function codeOf(before: number, after: number, reasons: number): ChangeCode {
  if (before === none) return after === none ? ChangeCode.absent : ChangeCode.added;
  if (after === none) return ChangeCode.removed;
  return reasons === 0 ? ChangeCode.unchanged : ChangeCode.modified;
}
