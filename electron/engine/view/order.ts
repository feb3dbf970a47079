import type { SortColumn } from '../../../shared/model/view.ts';
import { ChangeCode, shownAsFolder, shownBytes, shownEvent } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { modeOf, modifiedOf, ownerOf } from '../tree/union-tree.ts';
import { sortByName } from './name-order.ts';
import { bytesAfter, bytesBefore } from './side-bytes.ts';
import { placesByKey } from '../tree/sort-by-key.ts';
import type { Viewed } from './viewed.ts';

/** How the children of one folder are ordered. */
export interface Order {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/**
 * Sorts sibling nodes in place. By name, folders come before files; by anything else, equal ones stand by name.
 * Owners are ordered by their numbers, what has no size before by less than none.
 */
export function sortSiblings(
  viewed: Viewed,
  changes: TreeChanges,
  order: Order,
  nodes: Uint32Array,
): Uint32Array {
  sortByName(viewed.tree, nodes);
  if (nodes.length < 2) return nodes;
  const { column } = order;
  if (column === 'name' && order.descending) nodes.reverse();
  const sign = order.descending && column !== 'name' ? -1 : 1;
  const keys = Float64Array.from(nodes, (node) => sign * sortKey(viewed, changes, column, node));
  nodes.set(placesByKey(keys).map((place) => nodes[place]!));
  return nodes;
}

function sortKey(viewed: Viewed, changes: TreeChanges, column: SortColumn, node: number): number {
  const { tree } = viewed;
  const event = shownEvent(changes, node);
  switch (column) {
    case 'name':
      return shownAsFolder(tree, changes, node) ? 0 : 1;
    case 'size':
      return shownBytes(changes, node);
    case 'sizeBefore':
      return bytesBefore(tree, changes, node) ?? -1;
    case 'difference':
      return (bytesAfter(tree, changes, node) ?? 0) - (bytesBefore(tree, changes, node) ?? 0);
    case 'change':
      return changeWeight(changes, node);
    case 'mode':
      return modeOf(tree, event);
    case 'owner': {
      const { uid, gid } = ownerOf(tree, event);
      return uid * 0x1_0000_0000 + gid;
    }
    case 'modified':
      return Number.isNaN(modifiedOf(tree, event)) ? -Infinity : modifiedOf(tree, event);
    case 'origin':
      return viewed.origin[event]!;
  }
}

const changeWeights: Readonly<Record<number, number>> = {
  [ChangeCode.modified]: 5,
  [ChangeCode.added]: 4,
  [ChangeCode.removed]: 3,
  [ChangeCode.moved]: 2,
};

/** Modified weighs most, then added, removed, moved; a folder with changes inside weighs less than any of its own. */
function changeWeight(changes: TreeChanges, node: number): number {
  return changeWeights[changes.change[node]!] || changes.changedInside[node]!;
}
