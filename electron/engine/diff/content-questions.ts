import { hasContentHash } from '../layer/content-hash.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { sliceNodes } from '../tree/slices.ts';
import { placesInSlices } from '../tree/sort-by-key.ts';
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
 * one size. Else they are compared, which stops at the first difference. Yields now and then.
 */
export function* contentQuestions(tree: UnionTree): Generator<void, ContentQuestions> {
  const list = new QuestionList(tree);
  for (let node = 0; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    list.addPath(node);
  }
  return yield* list.questions();
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
    if (this.#tree.older[second] === none) this.#addTwo(newest, second);
    else for (const files of filesBySize(this.#tree, node)) this.addGroup(files);
  }

  #addTwo(newest: number, second: number): void {
    const tree = this.#tree;
    if (isDecided(tree, newest, second)) return;
    const [one, other] = [fileOf(tree, newest), fileOf(tree, second)];
    if (one === null || other === null) return;
    if (one.layer !== other.layer || one.entry !== other.entry) this.addGroup([one, other]);
  }

  /** Asks about different files of one size. What was compared before is not asked again. */
  addGroup(files: readonly StoredFile[]): void {
    if (files.length < 2 || isAnswered(this.#tree, files)) return;
    const compares =
      files.length <= mostCompared && !files.some((each) => mustBeHashed(this.#tree, each));
    if (compares) this.#toCompare.push(files);
    else for (const { layer, entry } of files) addEntry(this.#tree, layer, entry, this.#toHash);
  }

  *questions(): Generator<void, ContentQuestions> {
    const toHash = new Map<number, Uint32Array>();
    for (const [layer, entries] of this.#toHash) {
      toHash.set(layer, Uint32Array.from(entries).sort());
      yield;
    }
    const groups = this.#toCompare;
    const keys = new Float64Array(groups.length);
    for (const [at, [first]] of groups.entries()) {
      if (at % sliceNodes === 0) yield;
      // Places of bodies are numbers of 32 bits.
      keys[at] = first!.layer * 2 ** 32 + bodyOf(this.#tree, first!);
    }
    const toCompare: (readonly StoredFile[])[] = [];
    for (const place of yield* placesInSlices(keys)) {
      if (toCompare.length % sliceNodes === 0) yield;
      toCompare.push(groups[place]!);
    }
    return { toHash, toCompare };
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

/** The file with content that an event left; null for anything else. */
function fileOf(tree: UnionTree, event: number): StoredFile | null {
  const [layer, entry] = [tree.dataLayer[event]!, tree.dataEntry[event]!];
  const index = tree.layers[layer];
  if (entry === none || !index || index.kind[entry] !== EntryKind.file) return null;
  return index.size[entry] === 0 ? null : { layer, entry };
}

/** The different files that have stood at a path, together where their sizes are equal. */
function filesBySize(tree: UnionTree, node: number): Iterable<readonly StoredFile[]> {
  const bySize = new Map<number, StoredFile[]>();
  for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
    const file = fileOf(tree, event);
    if (file === null) continue;
    const size = tree.layers[file.layer]!.size[file.entry]!;
    const same = bySize.get(size);
    if (same === undefined) bySize.set(size, [file]);
    else if (!same.some(({ layer, entry }) => layer === file.layer && entry === file.entry)) {
      same.push(file);
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
