import { Buffer, isUtf8 } from 'node:buffer';
import type { EntryType, ExtendedAttribute, Owner } from '../../shared/model/entry.ts';
import { formatMode } from '../../shared/format/mode.ts';
import { pathBytes } from '../engine/tree/paths.ts';
import type { UnionState } from '../engine/tree/sums.ts';
import {
  bytesOf,
  extraOf,
  inodeOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  typeOf,
} from '../engine/tree/union-tree.ts';
import type { UnionTree } from '../engine/tree/union-tree.ts';
import { isoTime } from './text.ts';

/** A path as JSON. What is undefined is left out. */
export interface PathFields {
  readonly path: string;
  /** Only where the path is not UTF-8, so that `path` does not say it all. */
  readonly pathBase64: string | undefined;
}

/** An owner as JSON; names that the layer does not give are left out. */
interface OwnerFields {
  readonly uid: number;
  readonly gid: number;
  readonly userName: string | undefined;
  readonly groupName: string | undefined;
}

/** One path of a union as JSON. */
export interface TreeEntry extends PathFields, OwnerFields {
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly modeText: string;
  readonly mtime: string | null;
  readonly link: string | null;
  readonly linkBase64: string | undefined;
  readonly linkedTo: string | undefined;
  readonly origin: number;
  readonly implied: true | undefined;
  readonly device: { readonly major: number; readonly minor: number } | undefined;
  readonly xattrs: readonly XattrRecord[] | undefined;
}

interface XattrRecord {
  readonly name: string;
  /** Base64. */
  readonly value: string;
}

export function pathFields(tree: UnionTree, node: number): PathFields {
  const bytes = pathBytes(tree, node);
  return { path: textOf(bytes), pathBase64: base64Unless(bytes) };
}

export function ownerFields({ uid, gid, userName, groupName }: Owner): OwnerFields {
  return {
    uid,
    gid,
    userName: userName === '' ? undefined : userName,
    groupName: groupName === '' ? undefined : groupName,
  };
}

/** What a union has at a node, which must be there. */
export function treeEntry(tree: UnionTree, state: UnionState, node: number): TreeEntry {
  const event = state.event[node]!;
  const type = typeOf(kindOf(tree, event));
  const mode = modeOf(tree, event);
  const extra = extraOf(tree, event);
  const path = pathBytes(tree, node);
  const link = type === 'symlink' ? linkOf(tree, event) : null;
  return {
    path: textOf(path),
    pathBase64: base64Unless(path),
    type,
    size: bytesOf(tree, event),
    mode,
    modeText: formatMode(mode, type),
    ...ownerFields(ownerOf(tree, event)),
    mtime: isoTime(modifiedOf(tree, event)),
    link: link === null ? null : textOf(link),
    linkBase64: link === null ? undefined : base64Unless(link),
    linkedTo: firstName(tree, state, node),
    origin: tree.eventLayer[event]!,
    implied: tree.dataEntry[event] === none ? true : undefined,
    device: extra?.device,
    xattrs: extra?.xattrs?.map(xattrRecord),
  };
}

/** The first of several names of a file, at all others. */
function firstName(tree: UnionTree, state: UnionState, node: number): string | undefined {
  const event = state.event[node]!;
  if (tree.linked[event] !== 1) return undefined;
  const first = state.sharedFiles.get(inodeOf(tree, event))?.[0];
  return first === undefined || first === node ? undefined : textOf(pathBytes(tree, first));
}

function xattrRecord({ name, value }: ExtendedAttribute): XattrRecord {
  return { name, value: Buffer.from(value).toString('base64') };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

function base64Unless(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? undefined : Buffer.from(bytes).toString('base64');
}
