import { ContentClasses } from '../diff/content-classes.ts';
import type { ContentQuestions, StoredFile } from '../diff/content-questions.ts';
import type { FileGroups } from '../layer/compare-contents.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { inodeNumber } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';

/** Bytes to compare from which on the work is worth a thread of its own. */
const batchBytes = 16 * 1024 * 1024;
/** Groups that one thread is given at once. */
const batchGroups = 8192;
/** Batches that wait for a thread: what they hold is made when their turn comes. */
const mostAtOnce = 16;

type Groups = readonly (readonly StoredFile[])[];

/** What the contents of a tree's files are found out with. */
export interface ContentSources {
  /** By position in the tree; null for a layer that could not be read. */
  readonly layers: readonly (ReadLayer | null)[];
  readonly shelf: LayerShelf;
  readonly tasks: TaskRunner;
}

/** A tree that can tell which contents differ, and its layers with the hashes that it took. */
export interface AnsweredTree {
  readonly tree: UnionTree;
  readonly layers: readonly (ReadLayer | null)[];
}

/** Bytes that answering questions reads at most, not counting the first of the files that are held against each other. */
export function bytesToRead(tree: UnionTree, { toHash, toCompare }: ContentQuestions): number {
  const hashed = sum(toHash, ([layer, entries]) =>
    sum(entries, (entry) => sizeOf(tree, { layer, entry })),
  );
  return hashed + sum(toCompare, (group) => bytesCompared(tree, group));
}

/**
 * Answers questions about the contents of a tree's files, beside what it knows already: hashes where one side has been
 * hashed anyway, and files compared byte by byte elsewhere. The job's progress counts the bytes of both.
 *
 * @throws EngineError `cancelled`, and what reading gives
 */
export async function withContents(
  tree: UnionTree,
  { toHash, toCompare }: ContentQuestions,
  sources: ContentSources,
  job: RunningJob,
): Promise<AnsweredTree> {
  if (toHash.size === 0 && toCompare.length === 0) return { tree, layers: sources.layers };
  const layers = [...sources.layers];
  const classes = ContentClasses.copyOf(tree.contentClasses);
  const hashing = [...toHash].flatMap(([position, entries]) => {
    const layer = layers[position];
    return !layer || layer.listed.compression !== 'none' ? [] : [{ position, layer, entries }];
  });
  const batches = batchesOf(tree, toCompare);
  const progress = new ProgressSum(
    [
      ...hashing.map(({ position, entries }) =>
        sum(entries, (entry) => sizeOf(tree, { layer: position, entry })),
      ),
      ...batches.map((groups) => sum(groups, (group) => bytesCompared(tree, group))),
    ],
    job.progress,
  );
  const partOf = (part: number): RunningJob => ({
    signal: job.signal,
    progress: (done) => progress.set(part, done),
  });
  await Promise.all([
    inParallel(hashing, mostAtOnce, async ({ position, layer, entries }, place) => {
      const { signal, progress: onProgress } = partOf(place);
      const listed = await sources.shelf.hash(layer.stored, entries, { signal, onProgress });
      layers[position] = { ...layer, listed };
    }),
    inParallel(batches, mostAtOnce, (groups, place) =>
      compareBatch(tree, groups, sources, partOf(hashing.length + place), classes),
    ),
  ]);
  const hashed = tree.layers.map((index, position) => {
    const layer = layers[position] ?? null;
    if (index === null || layer === null) return index;
    return { ...index, contentHash: layer.listed.index.contentHash };
  });
  return { tree: { ...tree, layers: hashed, contentClasses: classes }, layers };
}

function bytesCompared(tree: UnionTree, group: readonly StoredFile[]): number {
  return sizeOf(tree, group[0]!) * (group.length - 1);
}

function sum<Item>(items: Iterable<Item>, bytes: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += bytes(item);
  return total;
}

/** Parts of about equal work, each in the order of its bodies. */
function batchesOf(tree: UnionTree, groups: Groups): readonly Groups[] {
  const batches: (readonly StoredFile[])[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (bytes >= batchBytes || batches.at(-1)?.length === batchGroups) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(group);
    bytes += sizeOf(tree, group[0]!) * group.length;
  }
  return batches;
}

async function compareBatch(
  tree: UnionTree,
  groups: Groups,
  { layers, tasks }: ContentSources,
  { signal, progress }: RunningJob,
  classes: ContentClasses,
): Promise<void> {
  const used = layersOf(groups);
  const stored = used.flatMap((layer) => layers[layer]?.stored ?? []);
  const first = await tasks.run(
    'files.compare',
    { layers: stored, groups: columnsOf(tree, groups, used) },
    { priority: Priority.reading, signal, onProgress: progress },
  );
  let start = 0;
  for (const group of groups) {
    for (let at = 0; at < group.length; at++) {
      const same = first[start + at]! - start;
      classes.join(inodeOfFile(group[at]!), inodeOfFile(group[same]!));
    }
    start += group.length;
  }
}

function layersOf(groups: Groups): readonly number[] {
  const used = new Set<number>();
  for (const group of groups) {
    for (const { layer } of group) used.add(layer);
  }
  return [...used];
}

/** Loops instead of functions over all files: there may be millions, and nothing else goes on meanwhile. */
function columnsOf(tree: UnionTree, groups: Groups, used: readonly number[]): FileGroups {
  const files = sum(groups, (group) => group.length);
  const places = new Map(used.map((layer, place) => [layer, place]));
  const layers = new Uint16Array(files);
  const body = new Uint32Array(files);
  const size = new Float64Array(files);
  const groupStart = new Uint32Array(groups.length + 1);
  let place = 0;
  for (let group = 0; group < groups.length; group++) {
    for (const { layer, entry } of groups[group]!) {
      const index = tree.layers[layer]!;
      layers[place] = places.get(layer)!;
      body[place] = index.body[entry]!;
      size[place] = index.size[entry]!;
      place++;
    }
    groupStart[group + 1] = place;
  }
  return { layer: layers, body, size, groupStart };
}

function inodeOfFile({ layer, entry }: StoredFile): number {
  return inodeNumber(layer, entry);
}

function sizeOf(tree: UnionTree, { layer, entry }: StoredFile): number {
  return tree.layers[layer]!.size[entry]!;
}
