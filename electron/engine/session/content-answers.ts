import { contentQuestions } from '../diff/content-questions.ts';
import type { StoredFile } from '../diff/content-questions.ts';
import type { FileGroups } from '../layer/compare-contents.ts';
import { inodeNumber } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { RunningJob } from './jobs.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';

/** Bytes to compare from which on the work is worth a thread of its own. */
const batchBytes = 16 * 1024 * 1024;

type Groups = readonly (readonly StoredFile[])[];

/**
 * The tree with all that it needs to tell which contents changed: hashes where one side has been hashed anyway, and
 * files compared byte by byte elsewhere. `layers` get the hashes too.
 */
export async function withContents(
  tree: UnionTree,
  layers: (ReadLayer | null)[],
  shelf: LayerShelf,
  tasks: TaskRunner,
  job: RunningJob,
): Promise<UnionTree> {
  const { toHash, toCompare } = contentQuestions(tree);
  const contentClasses = new Map<number, number>();
  await Promise.all([
    ...batchesOf(tree, toCompare).map((groups) =>
      compareBatch(tree, groups, layers, tasks, job, contentClasses),
    ),
    ...[...toHash].map(async ([position, entries]) => {
      const layer = layers[position];
      if (!layer || layer.listed.compression !== 'none') return;
      const listed = await shelf.hash(layer.stored, entries, { signal: job.signal });
      layers[position] = { ...layer, listed };
    }),
  ]);
  const hashed = tree.layers.map((index, position) => {
    const layer = layers[position] ?? null;
    if (index === null || layer === null) return index;
    return { ...index, contentHash: layer.listed.index.contentHash };
  });
  return { ...tree, layers: hashed, contentClasses };
}

/** Parts of about equal work, each in the order of its bodies. */
function batchesOf(tree: UnionTree, groups: Groups): readonly Groups[] {
  const batches: (readonly StoredFile[])[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (bytes >= batchBytes) {
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
  layers: readonly (ReadLayer | null)[],
  tasks: TaskRunner,
  job: RunningJob,
  classes: Map<number, number>,
): Promise<void> {
  const files = groups.flat();
  const used = [...new Set(files.map(({ layer }) => layer))].filter((at) => layers[at]);
  const first = await tasks.run(
    'files.compare',
    { layers: used.map((at) => layers[at]!.stored), groups: columnsOf(tree, groups, used) },
    { priority: Priority.reading, signal: job.signal },
  );
  for (const [place, { layer, entry }] of files.entries()) {
    const same = files[first[place]!]!;
    classes.set(inodeNumber(layer, entry), inodeNumber(same.layer, same.entry));
  }
}

function columnsOf(tree: UnionTree, groups: Groups, used: readonly number[]): FileGroups {
  const files = groups.flat();
  const places = new Map(used.map((layer, place) => [layer, place]));
  const groupStart = new Uint32Array(groups.length + 1);
  for (const [place, group] of groups.entries()) {
    groupStart[place + 1] = groupStart[place]! + group.length;
  }
  return {
    layer: Uint16Array.from(files, ({ layer }) => places.get(layer)!),
    body: Uint32Array.from(files, ({ layer, entry }) => tree.layers[layer]!.body[entry]!),
    size: Float64Array.from(files, (file) => sizeOf(tree, file)),
    groupStart,
  };
}

function sizeOf(tree: UnionTree, { layer, entry }: StoredFile): number {
  return tree.layers[layer]!.size[entry]!;
}
