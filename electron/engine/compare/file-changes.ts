import { changeReasons, reasonsFromBits } from '../../../shared/model/change.ts';
import type { ChangeReason } from '../../../shared/model/change.ts';
import type { FileChanges } from '../../../shared/model/comparison.ts';
import { ChangeCode } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { sliceNodes } from '../tree/slices.ts';
import { ownBytes } from './own-bytes.ts';
import type { PairTree } from './pair-tree.ts';

/**
 * Counts what differs, whatever a view would hide. The sum of all files of B is that of A with `addedBytes` and
 * `grownBytes` more and `removedBytes` and `shrunkBytes` less: a file with several names counts once on each side, so
 * that a file also grows where it becomes two, and a name that is taken from a file removes no bytes.
 */
export function* fileChanges(
  { tree }: PairTree,
  changes: TreeChanges,
): Generator<void, FileChanges> {
  const { change } = changes;
  const counts = new Float64Array(Math.max(...Object.values(ChangeCode)) + 1);
  const modifiedBy = new Float64Array(1 << changeReasons.length);
  let [addedBytes, removedBytes, movedBytes, grownBytes, shrunkBytes] = [0, 0, 0, 0, 0];
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const code = change[node]!;
    counts[code]!++;
    if (code === ChangeCode.modified) modifiedBy[changes.reasons[node]!]!++;
    const { before, after } = ownBytes(tree, changes, node);
    if (code === ChangeCode.added) addedBytes += after;
    else if (code === ChangeCode.removed) removedBytes += before;
    else if (after > before) grownBytes += after - before;
    else shrunkBytes += before - after;
    if (code === ChangeCode.moved) movedBytes += after;
  }
  return {
    added: counts[ChangeCode.added]!,
    modified: counts[ChangeCode.modified]!,
    removed: counts[ChangeCode.removed]!,
    moved: counts[ChangeCode.moved]! / 2,
    unchanged: counts[ChangeCode.unchanged]!,
    timeOnly: changes.timeOnly,
    reasons: countsByReason(modifiedBy),
    addedBytes,
    removedBytes,
    movedBytes,
    grownBytes,
    shrunkBytes,
  };
}

/** From how many paths have which combination of reasons. */
function countsByReason(modifiedBy: Float64Array): Readonly<Record<ChangeReason, number>> {
  const counts = { content: 0, type: 0, mode: 0, owner: 0, mtime: 0, link: 0, xattr: 0 };
  for (const [bits, paths] of modifiedBy.entries()) {
    for (const reason of reasonsFromBits(bits)) counts[reason] += paths;
  }
  return counts;
}
