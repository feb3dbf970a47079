import { bytesOf, inodeOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { nodeModulesName } from './find-records.ts';
import { NamedChildren } from './named-children.ts';

/** Nodes looked at before other work gets its turn. */
const slice = 4096;

/**
 * Bytes of the files in each package folder after a layer, without those in a `node_modules` below it: they are packages
 * of their own. A file with several names in one folder counts once.
 */
export function* folderBytes(
  tree: UnionTree,
  layer: number,
  folders: ReadonlySet<number>,
): Generator<void, ReadonlyMap<number, number>> {
  const bytes = new Map<number, number>();
  if (folders.size === 0) return bytes;
  const nodeModules = nodeModulesName(tree);
  const linked = new Set<string>();
  /** The package folder that a node lies in; 0 for none: the root is in no `node_modules`. */
  const owner = new Uint32Array(tree.nodeCount);
  // A parent has a lower number than its children.
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % slice === 0) yield;
    if (folders.has(node)) owner[node] = node;
    else if (tree.name[node] !== nodeModules) owner[node] = owner[tree.parent[node]!]!;
    const folder = owner[node]!;
    if (folder === 0) continue;
    const event = presentAt(tree, node, layer);
    if (event === none) continue;
    if (tree.linked[event] === 1) {
      const name = `${folder} ${inodeOf(tree, event)}`;
      if (linked.has(name)) continue;
      linked.add(name);
    }
    bytes.set(folder, (bytes.get(folder) ?? 0) + bytesOf(tree, event));
  }
  return bytes;
}

/** Finds files by the paths that records list, each folder's names being gathered once. */
export class ListedFiles {
  readonly #tree: UnionTree;
  readonly #layer: number;
  readonly #children: NamedChildren;

  constructor(tree: UnionTree, layer: number) {
    this.#tree = tree;
    this.#layer = layer;
    this.#children = new NamedChildren(tree);
  }

  /** Bytes of the files that `paths` name from the folder `base`, each once; what is not there counts nothing. */
  bytes(base: number, paths: readonly string[]): number {
    let sum = 0;
    for (const node of this.nodes(base, paths)) {
      const event = presentAt(this.#tree, node, this.#layer);
      if (event !== none) sum += bytesOf(this.#tree, event);
    }
    return sum;
  }

  /** The nodes that `paths` name from the folder `base`, each once. */
  nodes(base: number, paths: readonly string[]): ReadonlySet<number> {
    const nodes = new Set<number>();
    for (const path of paths) {
      const node = this.#find(base, path);
      if (node !== -1) nodes.add(node);
    }
    return nodes;
  }

  /** The node of a path as it is written, links not followed; -1 for none. */
  #find(base: number, path: string): number {
    let node = path.startsWith('/') ? 0 : base;
    for (const part of path.split('/')) {
      if (part === '' || part === '.') continue;
      if (part === '..') {
        node = node === 0 ? 0 : this.#tree.parent[node]!;
        continue;
      }
      node = this.#children.find(node, Buffer.from(part));
      if (node === -1) return -1;
    }
    return node;
  }
}
