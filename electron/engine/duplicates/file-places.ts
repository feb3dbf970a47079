import type { LayerIndex } from '../layer/layer-index.ts';
import { findNode, pathText } from '../tree/paths.ts';
import { inodeNumber, inodeOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Events or nodes looked at before other work gets its turn. */
const slice = 16_384;

/** Where a file that a layer stores is found in an image. */
export interface FilePlace {
  readonly node: number;
  readonly path: string;
  /** Whether the final view shows it, under this name or another. */
  readonly visible: boolean;
}

/** A file that a layer stores. */
export interface WantedFile {
  /** Position in the stack. */
  readonly layer: number;
  readonly entry: number;
}

/**
 * Where some files of an image are, in the order asked for; with several names, the one that is seen in the final view,
 * else the first. `indexOf` answers the index of a layer with its paths: a file that a later entry of its own layer took
 * the place of is in no event of the tree.
 */
export function* filePlaces(
  tree: UnionTree,
  wanted: readonly WantedFile[],
  indexOf: (layer: number) => LayerIndex | null,
): Generator<void, readonly FilePlace[]> {
  const inodes = wanted.map(({ layer, entry }) => inodeNumber(layer, entry));
  const asked = new Set(inodes);
  const nodes = new Map<number, number>();
  const visible = new Map<number, number>();
  for (let event = 0; event < tree.eventCount; event++) {
    if (event % slice === 0) yield;
    if (tree.dataEntry[event] === none) continue;
    const inode = inodeOf(tree, event);
    if (!asked.has(inode)) continue;
    const node = tree.eventNode[event]!;
    if (!nodes.has(inode)) nodes.set(inode, node);
    const isShown = presentAt(tree, node, tree.layers.length - 1) === event;
    if (isShown && !visible.has(inode)) visible.set(inode, node);
  }
  yield;
  return wanted.map(({ layer, entry }, at): FilePlace => {
    const inode = inodes[at]!;
    const shown = visible.get(inode);
    const node = shown ?? nodes.get(inode);
    if (node !== undefined) {
      return { node, path: pathText(tree, node), visible: shown !== undefined };
    }
    const path = storedPath(indexOf(layer), entry);
    return { node: nearestNode(tree, path), path, visible: false };
  });
}

function storedPath(index: LayerIndex | null, entry: number): string {
  if (index === null) return '';
  const { paths, pathStart } = index;
  return Buffer.from(paths.subarray(pathStart[entry], pathStart[entry + 1])).toString('utf8');
}

/** The node of a path, or of the folder nearest to it that the tree has. */
function nearestNode(tree: UnionTree, path: string): number {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('/')))) {
    const node = findNode(tree, rest);
    if (node !== -1) return node;
  }
  return 0;
}
