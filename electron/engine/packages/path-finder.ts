import { limits } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { pathText } from '../tree/paths.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { NamedChildren } from './named-children.ts';

const slash = 0x2f;
const dot = 0x2e;
/** Linux opens no longer path. */
const longestPath = 4096;
/** Folders that are remembered: links that lead back can give a few of them any number of names. */
const mostFolders = 1_000_000;

/**
 * Finds the nodes that many paths name after a layer. Symbolic links among the folders on the way are followed, as
 * images whose `/bin` is a link to `usr/bin` need it; what the path itself ends at is not. Each folder is looked for
 * once, and a file need not be there.
 */
export class PathFinder {
  readonly #tree: UnionTree;
  readonly #layer: number;
  readonly #folders = new Map<string, number>();
  readonly #children: NamedChildren;
  #lastFolder = Buffer.alloc(0);
  #lastNode = 0;
  /** Every folder that was on the way, and every link that was followed. */
  readonly ways = new Set<number>();

  constructor(tree: UnionTree, layer: number) {
    this.#tree = tree;
    this.#layer = layer;
    this.#children = new NamedChildren(tree);
  }

  /** The node of the path from `from` to `to`, from the root on; -1 when no layer has such a path. */
  find(path: Uint8Array, from: number, to: number): number {
    let start = from;
    while (start < to && path[start] === slash) start++;
    let end = to;
    while (end > start && path[end - 1] === slash) end--;
    if (start === end) return 0;
    if (end - start > longestPath) return -1;
    const cut = path.lastIndexOf(slash, end - 1);
    if (cut < start) return this.#child(0, path, start, end);
    const folder = this.#folder(path, start, cut);
    return folder === -1 ? -1 : this.#child(folder, path, cut + 1, end);
  }

  /** The child of a folder that some layer has by a name; -1 for none. */
  child(folder: number, name: string): number {
    const bytes = Buffer.from(name);
    return this.#child(folder, bytes, 0, bytes.length);
  }

  /** Lists name the files of one folder in a row. */
  #folder(path: Uint8Array, from: number, to: number): number {
    const last = this.#lastFolder;
    if (last.length === to - from && last.compare(path, from, to) === 0) return this.#lastNode;
    const bytes = Buffer.from(path.subarray(from, to));
    this.#lastFolder = bytes;
    this.#lastNode = this.#folderAt(bytes);
    return this.#lastNode;
  }

  #folderAt(path: Buffer): number {
    let node = 0;
    let known = 0;
    const text = path.toString('latin1');
    // From the longest part of the path that has been looked for.
    for (let end = text.length; end > 0; end = text.lastIndexOf('/', end - 1)) {
      const before = this.#folders.get(text.slice(0, end));
      if (before === undefined) continue;
      node = before;
      known = end;
      break;
    }
    if (this.#folders.size > mostFolders) this.#folders.clear();
    let links = 0;
    while (known < text.length && node !== -1) {
      const start = text.charCodeAt(known) === slash ? known + 1 : known;
      const next = text.indexOf('/', start);
      const end = next === -1 ? text.length : next;
      const child = this.#child(node, path, start, end);
      node = this.#follow(child);
      if (node !== child && ++links > limits.linkDepth) node = -1;
      this.#folders.set(text.slice(0, end), node);
      known = end;
    }
    return node;
  }

  #follow(node: number): number {
    if (node === -1) return -1;
    this.ways.add(node);
    const event = presentAt(this.#tree, node, this.#layer);
    if (event === none || kindOf(this.#tree, event) !== EntryKind.symlink) return node;
    const resolved = resolvePath(this.#tree, this.#layer, pathText(this.#tree, node));
    if (!resolved.found) return -1;
    this.ways.add(resolved.node);
    return resolved.node;
  }

  /** `.` and nothing are the folder itself; `..` is in no list. */
  #child(folder: number, bytes: Uint8Array, from: number, to: number): number {
    if (from === to || (to - from === 1 && bytes[from] === dot)) return folder;
    return this.#children.find(folder, bytes, from, to);
  }
}
