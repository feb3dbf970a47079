import type { ComparePoint, Side } from '../../../shared/model/comparison.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { ArchiveImage } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { pairChanges } from '../compare/pair-changes.ts';
import { pairQuestions } from '../compare/pair-contents.ts';
import { pairTrees } from '../compare/pair-tree.ts';
import type { PairSource, PairTree } from '../compare/pair-tree.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { runSliced } from '../tree/slices.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { bytesToRead, withContents } from './content-answers.ts';
import type { ReadImage } from './image-reading.ts';
import { JobParts } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import { foundDiffIds } from './layer-keys.ts';
import type { KnownLayer } from './layer-keys.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';

/** A point of an image that has been read: one side of a comparison. */
export interface ReadPoint {
  readonly point: ComparePoint;
  /** Name of the file or folder; empty for the library. */
  readonly source: string;
  readonly image: Image;
  readonly archive: ArchiveImage;
  readonly read: ReadImage;
}

/** What layers are read with: a `Session` has both. */
export interface LayerReading {
  readonly shelf: LayerShelf;
  readonly tasks: TaskRunner;
}

/** Two images whose files have been held against each other. */
export interface PairedImages {
  readonly a: ReadPoint;
  readonly b: ReadPoint;
  readonly pair: PairTree;
  readonly changes: TreeChanges;
  /** By position in the pair's tree; null for a layer that could not be read. */
  readonly layers: readonly (ReadLayer | null)[];
  /** By position in each image, what its layers were found to hash to. */
  readonly diffIds: Readonly<Record<Side, readonly (Digest | null)[]>>;
}

/**
 * Lays two images over each other and finds out which files differ in content and which have moved. The job's progress
 * counts the bytes that have to be read for that.
 *
 * @throws EngineError `cancelled`, `arguments-invalid` for a layer that an image does not have
 */
export async function pairImages(
  a: ReadPoint,
  b: ReadPoint,
  reading: LayerReading,
  job: RunningJob,
): Promise<PairedImages> {
  const parts = new JobParts(job);
  const layers = { a: knownLayers(a), b: knownLayers(b) };
  const diffIds = await foundDiffIds(layers, reading.shelf, parts.part());
  const pair = await pairPoints(a, b, diffIds, job.signal);
  const sources = pair.sources.map(
    ({ side, layer }) => (side === 'a' ? a : b).read.layers[layer] ?? null,
  );
  const questions = await runSliced(pairQuestions(pair), job.signal);
  const known = { ...reading, layers: sources };
  const answered = await withContents(pair.tree, questions, known, parts.part());
  const answeredPair = { ...pair, tree: answered.tree };
  const changes = await runSliced(pairChanges(answeredPair), job.signal);
  return { a, b, pair: answeredPair, changes, layers: answered.layers, diffIds };
}

/**
 * The same two images at other points. What has been found out of contents is known here too; no more than `mostBytes`
 * are read to find out the rest, else the answer is null.
 *
 * @throws EngineError `cancelled`
 */
export async function pairOtherPoints(
  paired: PairedImages,
  points: Readonly<Record<Side, Pick<ComparePoint, 'layer' | 'alone'>>>,
  mostBytes: number,
  reading: LayerReading,
  job: RunningJob,
): Promise<Pick<PairedImages, 'pair' | 'changes'> | null> {
  const [a, b] = [at(paired.a, points.a), at(paired.b, points.b)];
  const pair = await pairPoints(a, b, paired.diffIds, job.signal, paired.pair);
  const questions = await runSliced(pairQuestions(pair), job.signal);
  if (bytesToRead(pair.tree, questions) > mostBytes) return null;
  const known = { ...reading, layers: paired.layers };
  const { tree } = await withContents(pair.tree, questions, known, job);
  const answeredPair = { ...pair, tree };
  return { pair: answeredPair, changes: await runSliced(pairChanges(answeredPair), job.signal) };
}

function at(side: ReadPoint, point: Pick<ComparePoint, 'layer' | 'alone'>): ReadPoint {
  return { ...side, point: { ...side.point, ...point } };
}

/** Layers that are not part of the compared point are not looked into. */
function knownLayers({ point, archive, read }: ReadPoint): readonly KnownLayer[] {
  if (point.layer >= archive.layers.length) {
    throw new EngineError('arguments-invalid', { layer: point.layer });
  }
  return archive.layers.map(({ statedDiffId }, position) => {
    const isPart = point.alone ? position === point.layer : position <= point.layer;
    return { read: isPart ? (read.layers[position] ?? null) : null, statedDiffId };
  });
}

function pairPoints(
  a: ReadPoint,
  b: ReadPoint,
  diffIds: PairedImages['diffIds'],
  signal: AbortSignal,
  like?: PairTree,
): Promise<PairTree> {
  const [sourceA, sourceB] = [pairSource(a, diffIds.a), pairSource(b, diffIds.b)];
  return runSliced(pairTrees(sourceA, sourceB, like), signal);
}

function pairSource(
  { point: { layer, alone }, read }: ReadPoint,
  layerKeys: readonly (Digest | null)[],
): PairSource {
  return { tree: read.tree, layerKeys, layer, alone };
}
