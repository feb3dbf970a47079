import { reasonBit } from '../../../shared/model/change.ts';
import { reasonsBetween } from '../diff/reasons.ts';
import { ChangeCode, changesInSlices, timeBit } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import type { Viewed } from '../view/viewed.ts';
import { findMoves } from './find-moves.ts';
import type { PairTree } from './pair-tree.ts';
import { sharedNames } from './shared-names.ts';

/** The only range that a pair has. */
export const pairRange = { from: 0, to: 1 } as const;

const linkBit = reasonBit('link');

/**
 * How B differs from A, path by path, with the files that have moved.
 *
 * Two paths that are one file (hard links) on one side and two on the other differ by reason `link`, even where content
 * and attributes are equal: writing to one no longer writes to the other, and the image grows by the second copy. The
 * reason stands at each path that is one file with another path than before, of those paths that are files on both
 * sides; how many other names a file has is no attribute, so a name that only came or went is itself the difference.
 */
export function* pairChanges(pair: PairTree): Generator<void, TreeChanges> {
  const { tree } = pair;
  const found = yield* changesInSlices(tree, pairRange);
  const { change, reasons, changedInside } = found;
  let { modified } = found.counts;
  let { timeOnly } = found;
  for (const node of sharedNames(tree, found.before, found.after)) {
    if (change[node] === ChangeCode.unchanged) modified++;
    if (reasons[node] === timeBit) timeOnly--;
    change[node] = ChangeCode.modified;
    reasons[node]! |= linkBit;
    for (let at = tree.parent[node]!; changedInside[at] === 0; at = tree.parent[at]!) {
      changedInside[at] = 1;
    }
  }
  const movedTo = yield* findMoves(pair);
  for (let from = 0; movedTo.count > 0 && from < tree.nodeCount; from++) {
    if (from % sliceNodes === 0) yield;
    const to = pair.nodeA[from] === none ? undefined : movedTo.get(from);
    if (to === undefined) continue;
    const bits = reasonsBetween(tree, found.before.event[from]!, found.after.event[to]!);
    for (const node of [from, to]) {
      change[node] = ChangeCode.moved;
      reasons[node] = bits;
    }
  }
  return { ...found, counts: { ...found.counts, modified }, timeOnly, movedTo };
}

/** A comparison as views show it. */
export function viewedPair({ tree, origin }: PairTree, changes: TreeChanges): Viewed {
  return {
    tree,
    origin,
    changes: ({ from, to }) => {
      if (from !== pairRange.from || to !== pairRange.to) {
        throw new EngineError('arguments-invalid', { from, to });
      }
      return changes;
    },
  };
}
