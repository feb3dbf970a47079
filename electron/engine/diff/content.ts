import { contentHashOf, haveSameHash } from '../layer/content-hash.ts';
import { inodeOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/**
 * Whether two events leave files of equal content at their path. Content that could not be read counts as different:
 * nothing shows that it is the same.
 */
export function sameContent(tree: UnionTree, a: number, b: number): boolean {
  const [layerA, entryA] = [tree.dataLayer[a]!, tree.dataEntry[a]!];
  const [layerB, entryB] = [tree.dataLayer[b]!, tree.dataEntry[b]!];
  if (layerA === layerB && entryA === entryB) return true;
  const [indexA, indexB] = [tree.layers[layerA]!, tree.layers[layerB]!];
  const size = indexA.size[entryA]!;
  if (size !== indexB.size[entryB]!) return false;
  if (size === 0 || haveSameHash(indexA, entryA, indexB, entryB)) return true;
  const classA = tree.contentClasses.get(inodeOf(tree, a));
  return classA !== undefined && classA === tree.contentClasses.get(inodeOf(tree, b));
}

/** sha256 of an entry's content; null while it is not known. */
export function contentHash(tree: UnionTree, layer: number, entry: number): Uint8Array | null {
  const index = tree.layers[layer];
  return index ? contentHashOf(index, entry) : null;
}
