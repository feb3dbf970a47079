import type { Owner } from '../../../shared/model/entry.ts';
import type { ExportLoss, ExportLossKind } from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { limitValues } from '../bytes/limits.ts';
import { IndexColumns } from '../layer/index-columns.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { EntryExtra, LayerIndex } from '../layer/layer-index.ts';
import { contentOf } from '../layer/stored-content.ts';
import { pathBytes } from '../tree/paths.ts';
import {
  extraOf,
  inodeOf,
  kindOf,
  linkOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { LossLog } from './loss-log.ts';

/**
 * Paths to be written out, in the order of their bytes, so that a folder stands before what is in it. The shape is that
 * of a layer's index, as plain columns that a worker can be handed: a further name of a file is a hard link to the first,
 * and the body of a file lies in the layer that `layer` names. The same files give the same listing, whatever layers
 * they lie in.
 */
export interface TreeListing {
  readonly index: LayerIndex;
  /** Position in the stack of the layer that holds the entry's content. */
  readonly layer: Uint16Array;
  /**
   * What was chosen and cannot be listed: hard links that lead nowhere (`hard-link`), files whose content the layer does
   * not hold to its end (`unreadable`), and paths from before a layer made something else of a folder above them, where
   * that is chosen too (`name-refused`).
   */
  readonly losses: readonly ExportLoss[];
}

/** Puts a listing together, path by path. */
export class ListingBuilder {
  readonly #tree: UnionTree;
  readonly #skip: number;
  readonly #columns = new IndexColumns(false);
  readonly #layers: number[] = [];
  readonly #owners = new Map<string, number>();
  readonly #ownerList: Owner[] = [];
  readonly #extras = new Map<number, EntryExtra>();
  /** The first entry of each file that has several names. */
  readonly #firstNames = new Map<number, number>();
  readonly #losses = new LossLog();

  /** `skip`: bytes at the beginning of every path that are left out. */
  constructor(tree: UnionTree, skip: number) {
    this.#tree = tree;
    this.#skip = skip;
  }

  refuse(node: number, kind: ExportLossKind = 'name-refused'): void {
    this.#losses.add(kind, this.#path(node));
  }

  /** Adds an empty file of root's that says something about a path instead of holding anything: a whiteout. */
  addMarker(path: Uint8Array): void {
    const columns = this.#columns;
    columns.reserve();
    const { count } = columns;
    columns.kind[count] = EntryKind.file;
    columns.mode[count] = 0;
    columns.owner[count] = this.#owner({ uid: 0, gid: 0, userName: '', groupName: '' });
    columns.modified[count] = 0;
    columns.size[count] = 0;
    columns.body[count] = 0;
    this.#layers.push(0);
    append(columns.paths, path);
    this.#end();
  }

  add(node: number, event: number): void {
    const tree = this.#tree;
    const kind = kindOf(tree, event);
    const path = this.#path(node);
    if (kind === EntryKind.hardLink) return this.#losses.add('hard-link', path);
    const isFile = typeOf(kind) === 'file';
    if (isFile && !this.#isWhole(event)) return this.#losses.add('unreadable', path);
    const columns = this.#columns;
    columns.reserve();
    const { count } = columns;
    const first = this.#firstName(event, count);
    const isLink = first !== null;
    columns.kind[count] = isLink ? EntryKind.hardLink : isFile ? EntryKind.file : kind;
    columns.mode[count] = modeOf(tree, event);
    columns.owner[count] = this.#owner(ownerOf(tree, event));
    columns.modified[count] = modifiedOf(tree, event) || 0;
    const data = tree.layers[tree.dataLayer[event]!] ?? null;
    const entry = tree.dataEntry[event]!;
    const hasBody = isFile && !isLink && entry !== none && data !== null;
    columns.size[count] = hasBody ? data.size[entry]! : 0;
    columns.body[count] = hasBody ? data.body[entry]! : 0;
    this.#layers.push(tree.dataLayer[event]!);
    const extra = extraOf(tree, event);
    if (extra !== undefined && !isLink) this.#extras.set(count, extra);
    append(columns.paths, path);
    append(columns.links, isLink ? this.#pathOf(first) : linkOf(tree, event));
    this.#end();
  }

  finish(): TreeListing {
    const columns = this.#columns;
    const { count } = columns;
    return {
      index: {
        count,
        kind: columns.kind.slice(0, count),
        mode: columns.mode.slice(0, count),
        owner: columns.owner.slice(0, count),
        size: columns.size.slice(0, count),
        modified: columns.modified.slice(0, count),
        body: columns.body.slice(0, count),
        pathStart: columns.pathStart.slice(0, count + 1),
        paths: columns.paths.bytes.slice(0, columns.paths.length),
        linkStart: columns.linkStart.slice(0, count + 1),
        links: columns.links.bytes.slice(0, columns.links.length),
        owners: this.#ownerList,
        extras: this.#extras,
        contentHash: null,
        unpackedBytes: 0,
        problems: [],
      },
      layer: Uint16Array.from(this.#layers),
      losses: this.#losses.losses(),
    };
  }

  #end(): void {
    const columns = this.#columns;
    columns.count++;
    columns.pathStart[columns.count] = columns.paths.length;
    columns.linkStart[columns.count] = columns.links.length;
  }

  #path(node: number): Uint8Array {
    return pathBytes(this.#tree, node).subarray(this.#skip);
  }

  /** Whether the content lies in the part of its layer that could be read. */
  #isWhole(event: number): boolean {
    const data = this.#tree.layers[this.#tree.dataLayer[event]!] ?? null;
    const content = data === null ? null : contentOf(data, this.#tree.dataEntry[event]!);
    if (data === null || content === null) return false;
    return content.size === 0 || content.body + content.storedBytes <= data.unpackedBytes;
  }

  /** The entry of an earlier name of the same file; null when this is the first. */
  #firstName(event: number, count: number): number | null {
    const tree = this.#tree;
    if (tree.linked[event] !== 1 || tree.dataEntry[event] === none) return null;
    const inode = inodeOf(tree, event);
    const first = this.#firstNames.get(inode);
    if (first === undefined) this.#firstNames.set(inode, count);
    return first ?? null;
  }

  #pathOf(entry: number): Uint8Array {
    const { paths, pathStart } = this.#columns;
    return paths.bytes.slice(pathStart[entry], pathStart[entry + 1]);
  }

  #owner(owner: Owner): number {
    const key = JSON.stringify([owner.uid, owner.gid, owner.userName, owner.groupName]);
    const known = this.#owners.get(key);
    if (known !== undefined) return known;
    this.#owners.set(key, this.#ownerList.length);
    return this.#ownerList.push(owner) - 1;
  }
}

function append(arena: IndexColumns['paths'], bytes: Uint8Array): void {
  if (!arena.reserve(bytes.length)) {
    throw new EngineError('limit-reached', limitValues('layerNameBytes'));
  }
  arena.bytes.set(bytes, arena.length);
  arena.length += bytes.length;
}
