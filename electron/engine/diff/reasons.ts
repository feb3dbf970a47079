import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { reasonBit } from '../../../shared/model/change.ts';
import { EntryKind } from '../layer/layer-index.ts';
import {
  extraOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { sameContent } from './content.ts';

const bit = {
  content: reasonBit('content'),
  type: reasonBit('type'),
  mode: reasonBit('mode'),
  owner: reasonBit('owner'),
  modified: reasonBit('mtime'),
  link: reasonBit('link'),
  xattr: reasonBit('xattr'),
} as const;

/**
 * What differs between two events of presence of one path, as bits of `changeReasons`; 0 for nothing.
 *
 * A folder whose time alone differs counts as unchanged: its time moves whenever something in it is made or removed,
 * and the layer repeats the folder for just that reason.
 */
export function reasonsBetween(tree: UnionTree, before: number, after: number): number {
  if (isSameData(tree, before, after)) return 0;
  const kind = kindOf(tree, after);
  const sameType = typeOf(kind) === typeOf(kindOf(tree, before));
  let bits = sameType ? contentReasons(tree, kind, before, after) : bit.type;
  // Linux ignores the mode of a symbolic link, and tools write 0777 or 0755 as they like.
  const modesCount = kind !== EntryKind.symlink || !sameType;
  if (modesCount && modeOf(tree, before) !== modeOf(tree, after)) bits |= bit.mode;
  if (!sameOwner(tree, before, after)) bits |= bit.owner;
  if (!sameXattrs(extraOf(tree, before)?.xattrs, extraOf(tree, after)?.xattrs)) bits |= bit.xattr;
  const timesCount = kind !== EntryKind.directory || bits !== 0;
  if (timesCount && !sameTime(modifiedOf(tree, before), modifiedOf(tree, after))) {
    bits |= bit.modified;
  }
  return bits;
}

function isSameData(tree: UnionTree, a: number, b: number): boolean {
  return tree.dataEntry[a] === tree.dataEntry[b] && tree.dataLayer[a] === tree.dataLayer[b];
}

function contentReasons(tree: UnionTree, kind: number, before: number, after: number): number {
  switch (kind) {
    case EntryKind.file:
    case EntryKind.hidden:
    case EntryKind.hardLink:
      return sameContent(tree, before, after) ? 0 : bit.content;
    case EntryKind.symlink:
      return Buffer.compare(linkOf(tree, before), linkOf(tree, after)) === 0 ? 0 : bit.link;
    case EntryKind.character:
    case EntryKind.block:
      return sameDevice(tree, before, after) ? 0 : bit.content;
    default:
      return 0;
  }
}

function sameDevice(tree: UnionTree, a: number, b: number): boolean {
  const [deviceA, deviceB] = [extraOf(tree, a)?.device, extraOf(tree, b)?.device];
  return deviceA?.major === deviceB?.major && deviceA?.minor === deviceB?.minor;
}

/** Names of owners are informative; the numbers are what a container runs with. */
function sameOwner(tree: UnionTree, a: number, b: number): boolean {
  const [ownerA, ownerB] = [ownerOf(tree, a), ownerOf(tree, b)];
  return ownerA.uid === ownerB.uid && ownerA.gid === ownerB.gid;
}

/**
 * A plain tar header has whole seconds, a pax record has fractions. Where one side has no fraction, only the seconds
 * can be compared. A folder without an entry has no time of its own to differ.
 */
function sameTime(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b) || a === b) return true;
  const wholeSeconds = a % 1000 === 0 || b % 1000 === 0;
  return wholeSeconds && Math.floor(a / 1000) === Math.floor(b / 1000);
}

function sameXattrs(
  a: readonly ExtendedAttribute[] = [],
  b: readonly ExtendedAttribute[] = [],
): boolean {
  if (a.length !== b.length) return false;
  const values = new Map(a.map(({ name, value }) => [name, value]));
  return b.every(({ name, value }) => {
    const other = values.get(name);
    return other !== undefined && Buffer.compare(other, value) === 0;
  });
}
