import { hasContentHash } from '../layer/content-hash.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { inodeNumber, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

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
 * Where one of them has been hashed, because its layer was inflated anyway, the others are hashed too, and so are many of
 * one size. Else they are compared, which stops at the first difference.
 */
export function contentQuestions(tree: UnionTree): ContentQuestions {
  const list = new QuestionList(tree);
  for (let node = 0; node < tree.nodeCount; node++) list.addPath(node);
  return list.questions();
}

/** Collects questions, each about files of one size whose contents may be equal. */
export class QuestionList {
  readonly #tree: UnionTree;
  readonly #toHash = new Map<number, Set<number>>();
  readonly #toCompare: (readonly StoredFile[])[] = [];

  constructor(tree: UnionTree) {
    this.#tree = tree;
  }

  /** Asks about all files that have stood at a path. */
  addPath(node: number): void {
    const newest = this.#tree.lastEvent[node]!;
    if (newest === none || this.#tree.older[newest] === none) return;
    const second = this.#tree.older[newest]!;
    // Most paths have two events at most, and most of those two different sizes or hashes.
    if (this.#tree.older[second] === none && isDecided(this.#tree, newest, second)) return;
    for (const files of filesBySize(this.#tree, node)) this.addGroup(files);
  }

  /** Asks about different files of one size. What was compared before is not asked again. */
  addGroup(files: readonly StoredFile[]): void {
    if (files.length < 2 || isAnswered(this.#tree, files)) return;
    const compares =
      files.length <= mostCompared && !files.some((each) => mustBeHashed(this.#tree, each));
    if (compares) this.#toCompare.push(files);
    else for (const { layer, entry } of files) addEntry(this.#tree, layer, entry, this.#toHash);
  }

  questions(): ContentQuestions {
    const tree = this.#tree;
    return {
      toHash: new Map(
        [...this.#toHash].map(([layer, entries]) => [layer, Uint32Array.from(entries).sort()]),
      ),
      toCompare: this.#toCompare.toSorted(
        ([a], [b]) => a!.layer - b!.layer || bodyOf(tree, a!) - bodyOf(tree, b!),
      ),
    };
  }
}

/** Files of one group that are held against each other; of more, each would be read several times. */
const mostCompared = 16;

function isAnswered(tree: UnionTree, files: readonly StoredFile[]): boolean {
  const [first, ...others] = files.map(({ layer, entry }) =>
    tree.contentClasses.get(inodeNumber(layer, entry)),
  );
  return first !== undefined && others.every((each) => each === first);
}

/** Whether it is known, for two events of a path, if they leave files of equal content there. */
function isDecided(tree: UnionTree, a: number, b: number): boolean {
  const [layerA, entryA] = [tree.dataLayer[a]!, tree.dataEntry[a]!];
  const [layerB, entryB] = [tree.dataLayer[b]!, tree.dataEntry[b]!];
  if (entryA === none || entryB === none) return true;
  const [indexA, indexB] = [tree.layers[layerA]!, tree.layers[layerB]!];
  if (indexA.size[entryA] !== indexB.size[entryB]) return true;
  return hasContentHash(indexA, entryA) && hasContentHash(indexB, entryB);
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
  const index = tree.layers[layer]!;
  return hasContentHash(index, entry) || index.extras.get(entry)?.sparse !== undefined;
}

function addEntry(
  tree: UnionTree,
  layer: number,
  entry: number,
  byLayer: Map<number, Set<number>>,
): void {
  if (hasContentHash(tree.layers[layer]!, entry)) return;
  const entries = byLayer.get(layer);
  if (entries === undefined) byLayer.set(layer, new Set([entry]));
  else entries.add(entry);
}

function bodyOf(tree: UnionTree, { layer, entry }: StoredFile): number {
  return tree.layers[layer]!.body[entry]!;
}
