import { partingPaths } from '../../../shared/model/comparison.ts';
import type { PartingPath } from '../../../shared/model/comparison.ts';
import { changedPaths } from '../compare/changed-paths.ts';
import type { LayersToCompare } from '../compare/comparison.ts';
import { fileChanges } from '../compare/file-changes.ts';
import type { LayerDifference } from '../compare/parting.ts';
import { runSliced } from '../tree/slices.ts';
import type { RunningJob } from './jobs.ts';
import { pairOtherPoints } from './pair-images.ts';
import type { LayerReading, PairedImages } from './pair-images.ts';

/** Paths of both images, for each pair after the first: laying them over each other takes about a microsecond each. */
const mostPaths = 2_000_000;
/** Bytes of contents that are read for one of these pairs, because nothing is known of them. */
const mostBytes = 64 * 1024 * 1024;

/**
 * How pairs of layers differ, each layer taken alone. The first pair is always compared, the others while that is
 * cheap: what is missing in the answer can be had as a comparison of its own.
 *
 * @throws EngineError `cancelled`
 */
export async function layerDifferences(
  paired: PairedImages,
  [first, ...others]: readonly LayersToCompare[],
  reading: LayerReading,
  job: RunningJob,
): Promise<(a: number, b: number) => LayerDifference | null> {
  const found = new Map<string, LayerDifference>();
  const compare = async (layers: LayersToCompare, bytes: number): Promise<void> => {
    const difference = await layerDifference(paired, layers, bytes, reading, job);
    if (difference !== null) found.set(keyOf(layers), difference);
  };
  if (first !== undefined) await compare(first, Number.POSITIVE_INFINITY);
  const paths = paired.a.read.tree.nodeCount + paired.b.read.tree.nodeCount;
  for (const layers of others.slice(0, Math.floor(mostPaths / paths))) {
    await compare(layers, mostBytes);
  }
  return (a, b) => found.get(keyOf({ a, b })) ?? null;
}

async function layerDifference(
  paired: PairedImages,
  { a, b }: LayersToCompare,
  bytes: number,
  reading: LayerReading,
  job: RunningJob,
): Promise<LayerDifference | null> {
  // Of a layer that could not be read nothing is known, which is not the same as that it holds nothing.
  if (!paired.a.read.layers[a] || !paired.b.read.layers[b]) return null;
  const points = { a: { layer: a, alone: true }, b: { layer: b, alone: true } };
  const alone = await pairOtherPoints(paired, points, bytes, reading, job);
  if (alone === null) return null;
  const changes = await runSliced(fileChanges(alone.pair, alone.changes), job.signal);
  // Where nothing but times differs, these are what there is to tell.
  const timeOnly =
    changes.timeOnly === changes.modified + changes.added + changes.removed + changes.moved;
  const paths: PartingPath[] = [];
  for (const { path, change, reasons } of changedPaths(alone.pair.tree, alone.changes, {
    timeOnly,
  })) {
    if (paths.push({ path, change, reasons }) === partingPaths) break;
  }
  return { changes, paths };
}

function keyOf({ a, b }: LayersToCompare): string {
  return `${a} ${b}`;
}
