import { inodeOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

const hashBytes = 32;

/**
 * Whether two events leave files of equal content at their path. Content that could not be read counts as different:
 * nothing shows that it is the same.
 */
export function sameContent(tree: UnionTree, a: number, b: number): boolean {
  const [layerA, entryA] = [tree.dataLayer[a]!, tree.dataEntry[a]!];
  const [layerB, entryB] = [tree.dataLayer[b]!, tree.dataEntry[b]!];
  if (layerA === layerB && entryA === entryB) return true;
  const size = tree.layers[layerA]!.size[entryA]!;
  if (size !== tree.layers[layerB]!.size[entryB]!) return false;
  if (size === 0) return true;
  const classA = tree.contentClasses.get(inodeOf(tree, a));
  if (classA !== undefined && classA === tree.contentClasses.get(inodeOf(tree, b))) return true;
  const hashA = contentHash(tree, layerA, entryA);
  const hashB = contentHash(tree, layerB, entryB);
  return hashA !== null && hashB !== null && Buffer.compare(hashA, hashB) === 0;
}

/** sha256 of an entry's content; null while it is not known. */
export function contentHash(tree: UnionTree, layer: number, entry: number): Uint8Array | null {
  const column = tree.layers[layer]?.contentHash ?? null;
  if (column === null) return null;
  const hash = column.subarray(entry * hashBytes, (entry + 1) * hashBytes);
  return hash.some((byte) => byte !== 0) ? hash : null;
}
