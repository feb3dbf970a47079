import { EntryKind } from '../layer/layer-index.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

const hashBytes = 32;

/**
 * Entries whose content must be known before the tree can tell what changed: files of one path that have one size in
 * two layers. Every other pair is decided by its sizes. By layer, in ascending order of entries.
 */
export function contentsToHash(tree: UnionTree): ReadonlyMap<number, Uint32Array> {
  const byLayer = new Map<number, Set<number>>();
  for (let node = 0; node < tree.nodeCount; node++) {
    for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
      for (let other = tree.older[event]!; other !== none; other = tree.older[other]!) {
        if (!mayBeEqual(tree, event, other)) continue;
        addEntry(tree, event, byLayer);
        addEntry(tree, other, byLayer);
      }
    }
  }
  return new Map([...byLayer].map(([layer, entries]) => [layer, Uint32Array.from(entries).sort()]));
}

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

function mayBeEqual(tree: UnionTree, a: number, b: number): boolean {
  const entryA = tree.dataEntry[a]!;
  const entryB = tree.dataEntry[b]!;
  if (entryA === none || entryB === none) return false;
  const layerA = tree.layers[tree.dataLayer[a]!]!;
  const layerB = tree.layers[tree.dataLayer[b]!]!;
  return (
    layerA.kind[entryA] === EntryKind.file &&
    layerB.kind[entryB] === EntryKind.file &&
    layerA.size[entryA]! > 0 &&
    layerA.size[entryA] === layerB.size[entryB] &&
    (layerA !== layerB || entryA !== entryB)
  );
}

function addEntry(tree: UnionTree, event: number, byLayer: Map<number, Set<number>>): void {
  const layer = tree.dataLayer[event]!;
  const entry = tree.dataEntry[event]!;
  if (contentHash(tree, layer, entry) !== null) return;
  const entries = byLayer.get(layer);
  if (entries === undefined) byLayer.set(layer, new Set([entry]));
  else entries.add(entry);
}
