import { Buffer, isUtf8 } from 'node:buffer';
import type { ChangedPath, ChangedPathSide } from '../../../shared/model/changed-path.ts';
import { reasonsFromBits } from '../../../shared/model/change.ts';
import { changeKind, timeBit } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { nodesInPathOrder } from '../tree/path-order.ts';
import { pathBytes, pathText } from '../tree/paths.ts';
import type { UnionState } from '../tree/sums.ts';
import {
  bytesOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { ownBytes } from './own-bytes.ts';

/**
 * The paths that differ between two images, in the order of the bytes of whole paths. A path whose time alone differs
 * is among them only with `timeOnly`.
 */
export function* changedPaths(
  tree: UnionTree,
  changes: TreeChanges,
  { timeOnly }: { readonly timeOnly: boolean },
): Generator<ChangedPath, void> {
  const { before, after, movedTo } = changes;
  const differsInside = (folder: number): boolean => changes.changedInside[folder] === 1;
  for (const node of nodesInPathOrder(tree, differsInside)) {
    const change = changeKind(changes.change[node]!);
    if (change === 'unchanged') continue;
    const bits = changes.reasons[node]!;
    if (change === 'modified' && bits === timeBit && !timeOnly) continue;
    const isMoved = change === 'moved';
    // A moved file is listed where it is now.
    if (isMoved && after.event[node] === none) continue;
    const from = isMoved ? movedTo.get(node) : undefined;
    const path = pathBytes(tree, node);
    const own = ownBytes(tree, changes, node);
    yield {
      path: Buffer.from(path).toString('utf8'),
      pathBase64: isUtf8(path) ? null : Buffer.from(path).toString('base64'),
      change,
      reasons: reasonsFromBits(bits),
      movedFrom: from === undefined ? null : pathText(tree, from),
      growth: own.after - own.before,
      a: sideOf(tree, before, from ?? node),
      b: sideOf(tree, after, node),
    };
  }
}

function sideOf(tree: UnionTree, state: UnionState, node: number): ChangedPathSide | null {
  const event = state.event[node]!;
  if (event === none) return null;
  const type = typeOf(kindOf(tree, event));
  return {
    type,
    bytes: bytesOf(tree, event),
    mode: modeOf(tree, event),
    owner: ownerOf(tree, event),
    modified: modifiedOf(tree, event),
    link: type === 'symlink' ? Buffer.from(linkOf(tree, event)).toString('utf8') : null,
  };
}
