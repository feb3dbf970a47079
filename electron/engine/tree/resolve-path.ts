import { limits } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { nameText } from './paths.ts';
import { kindOf, linkOf, none, presentAt } from './union-tree.ts';
import type { UnionTree } from './union-tree.ts';

/** The node that a path leads to after a layer, or why it leads nowhere. */
export type ResolvedPath =
  | { readonly found: true; readonly node: number }
  | { readonly found: false; readonly reason: 'absent' | 'not-a-folder' | 'link-loop' };

const replacement = '\uFFFD';
/** Parts of all the links on the way of one path: a hostile link can have half a million, each looked for in a folder. */
const longestLinks = 1024;

/**
 * Follows a path as a program inside the container would: symbolic links are followed, the last one too, and neither
 * they nor `..` lead out of the root (POSIX, Pathname Resolution, with the image's root as `/`). At most
 * `limits.linkDepth` links, of `longestLinks` parts together. A part of the path that is not UTF-8 in the tree can be
 * written as it is shown, with U+FFFD, where that means one name only.
 */
export function resolvePath(tree: UnionTree, layer: number, path: string): ResolvedPath {
  const toGo = partsOf(path);
  let node = 0;
  let followed = 0;
  let linked = 0;
  for (let part = toGo.pop(); part !== undefined; part = toGo.pop()) {
    if (part === '' || part === '.') continue;
    if (!isFolder(tree, layer, node)) return { found: false, reason: 'not-a-folder' };
    if (part === '..') {
      node = node === 0 ? 0 : tree.parent[node]!;
      continue;
    }
    const child = childNamed(tree, layer, node, part);
    if (child === -1) return { found: false, reason: 'absent' };
    const event = presentAt(tree, child, layer);
    if (kindOf(tree, event) !== EntryKind.symlink) {
      node = child;
      continue;
    }
    const target = linkText(linkOf(tree, event));
    const parts = partsOf(target);
    linked += parts.length;
    if (++followed > limits.linkDepth || linked > longestLinks) {
      return { found: false, reason: 'link-loop' };
    }
    if (target.startsWith('/')) node = 0;
    toGo.push(...parts);
  }
  return { found: true, node };
}

/** The parts of a path, the first one last. */
function partsOf(path: string): string[] {
  return path.split('/').toReversed();
}

/** Bytes of a link that are no UTF-8 are treated as in a path the user types. */
function linkText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function isFolder(tree: UnionTree, layer: number, node: number): boolean {
  if (node === 0) return true;
  const event = presentAt(tree, node, layer);
  return event !== none && kindOf(tree, event) === EntryKind.directory;
}

/** The child of that name which is there after a layer, or -1. */
function childNamed(tree: UnionTree, layer: number, parent: number, part: string): number {
  const bytes = Buffer.from(part);
  const name = tree.names.find(bytes, 0, bytes.length);
  const lookAlikes: number[] = [];
  for (
    let child = tree.firstChild[parent]!;
    child < tree.nodeCount;
    child = tree.nextSibling[child]!
  ) {
    if (presentAt(tree, child, layer) === none) continue;
    if (tree.name[child] === name) return child;
    if (part.includes(replacement) && nameText(tree, child) === part) lookAlikes.push(child);
  }
  return lookAlikes.length === 1 ? lookAlikes[0]! : -1;
}
