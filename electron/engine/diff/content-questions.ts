import { EntryKind } from '../layer/layer-index.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { contentHash } from './content.ts';

/** A file by the layer that holds it and its entry there. */
export interface StoredFile {
  readonly layer: number;
  readonly entry: number;
}

/** What must be found out before a tree can tell which contents changed. */
export interface ContentQuestions {
  /** Entries to hash, by layer and ascending: the other side is known by its hash only. */
  readonly toHash: ReadonlyMap<number, Uint32Array>;
  /** Files of one path and one size to be held against each other, byte by byte, in the order of their bodies. */
  readonly toCompare: readonly (readonly StoredFile[])[];
}

/**
 * Files of one path that have one size in two layers, and only those: every other pair is decided by type and size.
 * Where one of them has been hashed, because its layer was inflated anyway, the others are hashed too. Else they are
 * compared, which stops at the first difference.
 */
export function contentQuestions(tree: UnionTree): ContentQuestions {
  const toHash = new Map<number, Set<number>>();
  const toCompare: (readonly StoredFile[])[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    if (!hasTwoEvents(tree, node)) continue;
    for (const files of filesBySize(tree, node)) {
      if (files.length < 2) continue;
      if (!files.some((each) => mustBeHashed(tree, each))) toCompare.push(files);
      else for (const { layer, entry } of files) addEntry(tree, layer, entry, toHash);
    }
  }
  return {
    toHash: new Map(
      [...toHash].map(([layer, entries]) => [layer, Uint32Array.from(entries).sort()]),
    ),
    toCompare: toCompare.sort(
      ([a], [b]) => a!.layer - b!.layer || bodyOf(tree, a!) - bodyOf(tree, b!),
    ),
  };
}

function hasTwoEvents(tree: UnionTree, node: number): boolean {
  const newest = tree.lastEvent[node]!;
  return newest !== none && tree.older[newest] !== none;
}

/** The different files that have stood at a path, together where their sizes are equal. */
function filesBySize(tree: UnionTree, node: number): Iterable<readonly StoredFile[]> {
  const bySize = new Map<number, StoredFile[]>();
  for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
    const entry = tree.dataEntry[event]!;
    const layer = tree.dataLayer[event]!;
    const index = tree.layers[layer];
    if (entry === none || !index || index.kind[entry] !== EntryKind.file) continue;
    const size = index.size[entry]!;
    if (size === 0) continue;
    const same = bySize.get(size);
    if (same === undefined) bySize.set(size, [{ layer, entry }]);
    else if (!same.some((each) => each.layer === layer && each.entry === entry)) {
      same.push({ layer, entry });
    }
  }
  return bySize.values();
}

/** What is stored of a sparse file is not its content, so it cannot be compared as it lies there. */
function mustBeHashed(tree: UnionTree, { layer, entry }: StoredFile): boolean {
  return (
    contentHash(tree, layer, entry) !== null ||
    tree.layers[layer]?.extras.get(entry)?.sparse !== undefined
  );
}

function addEntry(
  tree: UnionTree,
  layer: number,
  entry: number,
  byLayer: Map<number, Set<number>>,
): void {
  if (contentHash(tree, layer, entry) !== null) return;
  const entries = byLayer.get(layer);
  if (entries === undefined) byLayer.set(layer, new Set([entry]));
  else entries.add(entry);
}

function bodyOf(tree: UnionTree, { layer, entry }: StoredFile): number {
  return tree.layers[layer]!.body[entry]!;
}
