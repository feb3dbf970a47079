import { reasonsFromBits } from '../../../shared/model/change.ts';
import type {
  EntryAttributes,
  EntryDetail,
  LifeEvent,
  StackRange,
} from '../../../shared/model/view.ts';
import { contentHash } from '../diff/content.ts';
import { reasonsBetween } from '../diff/reasons.ts';
import { pathText } from '../tree/paths.ts';
import {
  bytesOf,
  extraOf,
  inodeOf,
  isPresence,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  presentAt,
  removalOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { Viewed } from './viewed.ts';

/** Other names of a file that are listed; a file with more has no use for the rest. */
const mostHardLinks = 100;

/** All that the tree tells of one path. */
export function entryDetail(tree: UnionTree, range: StackRange, node: number): EntryDetail {
  const before = presentAt(tree, node, range.from);
  const after = presentAt(tree, node, range.to);
  const bits = before !== none && after !== none ? reasonsBetween(tree, before, after) : 0;
  const viewed = { tree, origin: tree.eventLayer };
  return {
    node,
    path: pathText(tree, node),
    before: before === none ? null : entryAttributes(viewed, before),
    after: after === none ? null : entryAttributes(viewed, after),
    change: changeOf(before !== none, after !== none, bits),
    reasons: reasonsFromBits(bits),
    hardLinks: after === none ? [] : hardLinks(tree, range.to, node, after),
    life: life(tree, node),
  };
}

/** What an event of presence leaves at its path. */
export function entryAttributes(
  { tree, origin }: Pick<Viewed, 'tree' | 'origin'>,
  event: number,
): EntryAttributes {
  const entry = tree.dataEntry[event]!;
  const extra = extraOf(tree, event);
  const type = typeOf(kindOf(tree, event));
  const hash = entry === none ? null : contentHash(tree, tree.dataLayer[event]!, entry);
  return {
    type,
    bytes: bytesOf(tree, event),
    mode: modeOf(tree, event),
    owner: ownerOf(tree, event),
    modified: modifiedOf(tree, event),
    link: type === 'symlink' ? Buffer.from(linkOf(tree, event)).toString('utf8') : null,
    device: extra?.device ?? null,
    xattrs: extra?.xattrs ?? [],
    origin: origin[event]!,
    implied: entry === none,
    sparseBytes: extra?.sparse?.storedBytes ?? null,
    contentHash: hash === null ? null : Buffer.from(hash).toString('hex'),
  };
}

function changeOf(was: boolean, is: boolean, reasons: number): EntryDetail['change'] {
  if (!was) return is ? 'added' : 'unchanged';
  if (!is) return 'removed';
  return reasons === 0 ? 'unchanged' : 'modified';
}

function hardLinks(tree: UnionTree, layer: number, node: number, event: number): readonly string[] {
  if (tree.linked[event] !== 1) return [];
  const inode = inodeOf(tree, event);
  const paths: string[] = [];
  for (let other = 1; other < tree.nodeCount && paths.length < mostHardLinks; other++) {
    if (other === node) continue;
    const otherEvent = presentAt(tree, other, layer);
    if (otherEvent !== none && inodeOf(tree, otherEvent) === inode) {
      paths.push(pathText(tree, other));
    }
  }
  return paths;
}

/** Every event of a path, oldest first. */
function life(tree: UnionTree, node: number): readonly LifeEvent[] {
  const events: LifeEvent[] = [];
  for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
    const older = tree.older[event]!;
    const was = older !== none && isPresence(tree.eventKind[older]!);
    const is = isPresence(tree.eventKind[event]!);
    const bits = was && is ? reasonsBetween(tree, older, event) : 0;
    events.push({
      layer: tree.eventLayer[event]!,
      change: changeOf(was, is, bits),
      reasons: reasonsFromBits(bits),
      bytes: is ? bytesOf(tree, event) : 0,
      removal: removalOf(tree.eventKind[event]!),
    });
  }
  return events.toReversed();
}
