import type { UnionTree } from './union-tree.ts';

/** What it takes to tell the paths of nodes. */
export interface NamedPaths {
  readonly names: { readonly bytes: (id: number) => Uint8Array };
  readonly parent: Uint32Array;
  readonly name: Uint32Array;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const slash = 0x2f;

/** The path of a node as raw bytes, without a leading slash; empty for the root. */
export function pathBytes(tree: NamedPaths, node: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = node; at !== 0; at = tree.parent[at]!) {
    const part = tree.names.bytes(tree.name[at]!);
    parts.push(part);
    length += part.length + 1;
  }
  const path = new Uint8Array(Math.max(0, length - 1));
  let end = path.length;
  for (const part of parts) {
    path.set(part, end - part.length);
    end -= part.length + 1;
    if (end >= 0) path[end] = slash;
  }
  return path;
}

/** The path of a node for showing; bytes that are not UTF-8 become U+FFFD. */
export function pathText(tree: NamedPaths, node: number): string {
  return decoder.decode(pathBytes(tree, node));
}

/**
 * A function like `pathText` for asking for node after node: neighbours mostly lie in one folder, whose path is kept.
 * `nameOf` decodes a name by its number.
 */
export function pathTexts(
  tree: NamedPaths,
  nameOf = (name: number): string => decoder.decode(tree.names.bytes(name)),
): (node: number) => string {
  let folder = 0;
  let start = '';
  return (node) => {
    if (node === 0) return '';
    const parent = tree.parent[node]!;
    if (parent !== folder) {
      folder = parent;
      start = folder === 0 ? '' : `${pathText(tree, folder)}/`;
    }
    return start + nameOf(tree.name[node]!);
  };
}

/** The last part of a node's path for showing. */
export function nameText(tree: NamedPaths, node: number): string {
  return decoder.decode(tree.names.bytes(tree.name[node]!));
}

/** The node of a path as a person writes it (leading and doubled slashes and `.` do not matter), or -1. */
export function findNode(tree: UnionTree, path: string): number {
  let node = 0;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const bytes = Buffer.from(part);
    const name = tree.names.find(bytes, 0, bytes.length);
    node = name === -1 ? -1 : findChild(tree, node, name);
    if (node === -1) return -1;
  }
  return node;
}

function findChild(tree: UnionTree, parent: number, name: number): number {
  for (
    let child = tree.firstChild[parent]!;
    child < tree.nodeCount;
    child = tree.nextSibling[child]!
  ) {
    if (tree.name[child] === name) return child;
  }
  return -1;
}
