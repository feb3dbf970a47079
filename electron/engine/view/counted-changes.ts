import { changeReasons, reasonBit } from '../../../shared/model/change.ts';
import type { ViewOptions } from '../../../shared/model/view.ts';
import { ChangeCode, timeBit } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import type { UnionTree } from '../tree/union-tree.ts';

type Counting = Pick<ViewOptions, 'reasons' | 'timeOnly'>;

/**
 * The changes as a view counts them: a path that is modified for none of the wanted reasons, or in its time alone where
 * that does not count, is unchanged, and so is a folder in which nothing else differs. One pass over the nodes.
 */
export function countedChanges(
  tree: UnionTree,
  changes: TreeChanges,
  options: Counting,
): TreeChanges {
  const wanted = options.reasons.reduce((bits, reason) => bits | reasonBit(reason), 0);
  const countsAll = options.reasons.length === changeReasons.length;
  if (countsAll && (options.timeOnly || changes.timeOnly === 0)) return changes;
  const change = changes.change.slice();
  const reasons = changes.reasons.slice();
  const changedInside = new Uint8Array(tree.nodeCount);
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    const bits = reasons[node]!;
    const counts = (bits & wanted) !== 0 && (options.timeOnly || bits !== timeBit);
    if (change[node] === ChangeCode.modified && !counts) {
      change[node] = ChangeCode.unchanged;
      reasons[node] = 0;
    }
    const differs = change[node] !== ChangeCode.absent && change[node] !== ChangeCode.unchanged;
    if (differs || changedInside[node] === 1) changedInside[tree.parent[node]!] = 1;
  }
  return { ...changes, change, reasons, changedInside };
}

/** Whether two options count the same paths as changed. */
export function countSame(a: Counting, b: Counting): boolean {
  return (
    a.timeOnly === b.timeOnly &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every((reason) => b.reasons.includes(reason))
  );
}
