import type { LayerFacts } from '../../../shared/model/layer.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { ImageFacts } from '../../../shared/model/source-state.ts';
import type { ArchiveImage } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { contentQuestions } from '../diff/content-questions.ts';
import { layerChanges } from '../diff/tree-changes.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { runSliced } from '../tree/slices.ts';
import { unionAfter } from '../tree/sums.ts';
import { TreeBuilder } from '../tree/tree-builder.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { JobParts, ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { withContents } from './content-answers.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';
import { unreadProblem } from './unread-problem.ts';

/** An image whose layers have been listed. */
export interface ReadImage {
  readonly tree: UnionTree;
  readonly facts: ImageFacts;
  /** By position in the stack; null for a layer that could not be read. */
  readonly layers: readonly (ReadLayer | null)[];
}

/**
 * Lists the layers of an image side by side, largest first, stacks them as they come, and compares the contents that
 * decide what changed. A layer that cannot be read becomes a problem and the others are shown.
 *
 * @throws EngineError `cancelled`
 */
export async function readImage(
  image: ArchiveImage,
  shelf: LayerShelf,
  tasks: TaskRunner,
  job: RunningJob,
): Promise<ReadImage> {
  const problems: Problem[] = [];
  const parts = new JobParts(job);
  const listing = listLayers(image, shelf, parts.part());
  const builder = new TreeBuilder();
  const layers: (ReadLayer | null)[] = [];
  for (const [position, pending] of listing.entries()) {
    const layer = await pending.catch((error: unknown) => {
      problems.push(layerProblem(error, position));
      return null;
    });
    layers.push(layer);
    if (layer !== null) problems.push(...placed(layer.listed.index.problems, position));
    await runSliced(builder.addLayer(layer?.listed.index ?? null), job.signal);
  }
  const stacked = builder.finish();
  const answered = await withContents(
    stacked,
    await runSliced(contentQuestions(stacked), job.signal),
    { layers, shelf, tasks },
    parts.part(),
  );
  problems.push(...stacked.problems);
  return { ...answered, facts: factsOf(answered.tree, answered.layers, problems) };
}

/** Begins with the largest layers, so that no thread is left with one at the end while the others have nothing to do. */
function listLayers(
  image: ArchiveImage,
  shelf: LayerShelf,
  job: RunningJob,
): readonly Promise<ReadLayer | null>[] {
  const sizes = image.layers.map(({ location }) => lengthOf(location));
  const progress = new ProgressSum(sizes, job.progress);
  const pending = image.layers.map((): Promise<ReadLayer | null> => Promise.resolve(null));
  const order = [...image.layers.keys()].toSorted((a, b) => sizes[b]! - sizes[a]!);
  for (const position of order) {
    const layer = image.layers[position]!;
    if (layer.location === null || layer.availability !== 'available') continue;
    const stored = shelf.stored(layer, layer.location);
    const work = {
      signal: job.signal,
      onProgress: (done: number) => progress.set(position, done),
    };
    const listed = shelf.list(stored, work).then((result) => {
      progress.set(position, sizes[position]!);
      return { stored, listed: result };
    });
    // It is awaited later, in the order of the stack: until then a failure is not unhandled.
    listed.catch(() => {});
    pending[position] = listed;
  }
  return pending;
}

function factsOf(
  tree: UnionTree,
  layers: readonly (ReadLayer | null)[],
  problems: readonly Problem[],
): ImageFacts {
  const changes = layerChanges(tree);
  const facts = layers.flatMap((layer, index): readonly LayerFacts[] => {
    if (layer === null) return [];
    const { compression, index: entries } = layer.listed;
    return [
      {
        index,
        compression,
        unpackedBytes: entries.unpackedBytes,
        fileBytes: fileBytes(entries),
        entries: entries.count,
        changes: changes[index]!,
      },
    ];
  });
  const union = unionAfter(tree, layers.length - 1);
  return {
    layers: facts,
    problems,
    unionBytes: union.bytes[0]!,
    unionEntries: union.count,
  };
}

function fileBytes(index: LayerIndex): number {
  let sum = 0;
  for (let entry = 0; entry < index.count; entry++) {
    if (index.kind[entry] === EntryKind.file) sum += index.size[entry]!;
  }
  return sum;
}

/** A layer's own problems do not know where in a stack the layer stands. */
function placed(problems: readonly Problem[], layer: number): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, where: { ...problem.where, layer } }));
}

function layerProblem(error: unknown, layer: number): Problem {
  if (!(error instanceof EngineError) || error.failure.code === 'cancelled') throw error;
  return unreadProblem(error.failure, { layer });
}

function lengthOf(location: ArchiveImage['layers'][number]['location']): number {
  if (location === null) return 0;
  return location.kind === 'inline' ? location.bytes.length : location.length;
}
