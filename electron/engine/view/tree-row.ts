import { reasonsFromBits } from '../../../shared/model/change.ts';
import type { Row } from '../../../shared/model/view.ts';
import { changeKind, shownEvent } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { nameText, pathText } from '../tree/paths.ts';
import type { UnionState } from '../tree/sums.ts';
import {
  inodeOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import { bytesAfter, bytesBefore } from './side-bytes.ts';
import type { Viewed } from './viewed.ts';

type RowPlace = Pick<Row, 'chosen' | 'depth' | 'expandable' | 'expanded' | 'position' | 'siblings'>;

/** The values of one line. A path that is gone is shown with what it was before it went. */
export function treeRow(viewed: Viewed, changes: TreeChanges, node: number, place: RowPlace): Row {
  const { tree } = viewed;
  const before = bytesBefore(tree, changes, node);
  const after = bytesAfter(tree, changes, node);
  const moved = changes.movedTo.get(node);
  const event = shownEvent(changes, node);
  const type = typeOf(kindOf(tree, event));
  return {
    node,
    ...place,
    name: nameText(tree, node),
    type,
    change: changeKind(changes.change[node]!),
    reasons: reasonsFromBits(changes.reasons[node]!),
    changedInside: changes.changedInside[node] === 1,
    bytes: after ?? before ?? 0,
    bytesBefore: before,
    bytesAfter: after,
    mode: modeOf(tree, event),
    owner: ownerOf(tree, event),
    modified: modifiedOf(tree, event),
    origin: viewed.origin[event]!,
    originBefore: originOf(viewed, changes.before, node),
    originAfter: originOf(viewed, changes.after, node),
    link: type === 'symlink' ? Buffer.from(linkOf(tree, event)).toString('utf8') : null,
    hardLinked: (changes.after.sharedFiles.get(inodeOf(tree, event))?.length ?? 0) > 1,
    movedPath: moved === undefined ? null : pathText(tree, moved),
  };
}

/** The layer of the image of a side that states what a path is there; null where it is not there. */
function originOf({ origin }: Viewed, side: UnionState, node: number): number | null {
  const event = side.event[node]!;
  return event === none ? null : origin[event]!;
}
