import { reasonsFromBits } from '../../../shared/model/change.ts';
import type { PairDetail, PairSide } from '../../../shared/model/comparison.ts';
import { changeKind } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { pathText } from '../tree/paths.ts';
import { none } from '../tree/union-tree.ts';
import { entryAttributes } from '../view/entry-detail.ts';
import type { PairTree } from './pair-tree.ts';

/** What both sides have at a path; for a moved file, at the two paths it stands under. */
export function pairDetail(pair: PairTree, changes: TreeChanges, node: number): PairDetail {
  const other = changes.movedTo.get(node);
  const isInA = pair.nodeA[node] !== none;
  const inA = other === undefined || isInA ? node : other;
  const inB = other === undefined || !isInA ? node : other;
  return {
    node,
    path: pathText(pair.tree, node),
    change: changeKind(changes.change[node]!),
    reasons: reasonsFromBits(changes.reasons[node]!),
    a: side(pair, changes.before.event[inA]!, inA, pair.nodeA[inA]!),
    b: side(pair, changes.after.event[inB]!, inB, pair.nodeB[inB]!),
  };
}

function side(pair: PairTree, event: number, node: number, ownNode: number): PairSide | null {
  if (event === none) return null;
  return {
    node: ownNode,
    path: pathText(pair.tree, node),
    attributes: entryAttributes(pair, event),
  };
}
