import { reasonsFromBits } from '../../../shared/model/change.ts';
import type { Row } from '../../../shared/model/view.ts';
import { changeKind, shownBytes, shownEvent } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { nameText } from '../tree/paths.ts';
import {
  bytesOf,
  inodeOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

type RowPlace = Pick<Row, 'depth' | 'expandable' | 'expanded' | 'position' | 'siblings'>;

/** The values of one line. A removed path is shown with what it was before it went. */
export function treeRow(tree: UnionTree, changes: TreeChanges, node: number, place: RowPlace): Row {
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
    // A folder counts a file with several names once; a line of its own says how large the file is under each.
    bytes: type === 'file' ? bytesOf(tree, event) : shownBytes(changes, node),
    mode: modeOf(tree, event),
    owner: ownerOf(tree, event),
    modified: modifiedOf(tree, event),
    origin: tree.eventLayer[event]!,
    link: type === 'symlink' ? Buffer.from(linkOf(tree, event)).toString('utf8') : null,
    hardLinked: (changes.after.sharedFiles.get(inodeOf(tree, event))?.length ?? 0) > 1,
  };
}
