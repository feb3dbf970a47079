import type { Comparison, Side } from '../../../shared/model/comparison.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { alignImages, comparisonOf } from '../compare/comparison.ts';
import type { ComparedSide } from '../compare/comparison.ts';
import { fileChanges } from '../compare/file-changes.ts';
import { imageStack } from '../lineage/image-stack.ts';
import { runSliced } from '../tree/slices.ts';
import { readBaseHints } from './base-hints.ts';
import type { RunningJob } from './jobs.ts';
import { layerDifferences } from './layer-differences.ts';
import type { LayerReading, PairedImages, ReadPoint } from './pair-images.ts';

/**
 * Everything that two images differ in but the single files and the packages. The job's progress counts the bytes that
 * have to be read to tell how single layers differ.
 *
 * @throws EngineError `cancelled`
 */
export async function comparisonFacts(
  paired: PairedImages,
  reading: LayerReading,
  job: RunningJob,
): Promise<Comparison> {
  const { pair, changes } = paired;
  const [a, b] = await Promise.all([
    comparedSide(paired, 'a', reading),
    comparedSide(paired, 'b', reading),
  ]);
  const aligned = await runSliced(alignImages(a, b), job.signal);
  const difference = await layerDifferences(paired, aligned.toCompare, reading, job);
  const files = await runSliced(fileChanges(pair, changes), job.signal);
  return comparisonOf(aligned, {
    files,
    a: { fileBytes: changes.before.bytes[0]!, entries: changes.before.count },
    b: { fileBytes: changes.after.bytes[0]!, entries: changes.after.count },
    difference,
    problems: problemsOf(paired),
  });
}

async function comparedSide(
  paired: PairedImages,
  name: Side,
  reading: LayerReading,
): Promise<ComparedSide> {
  const side = paired[name];
  const { point, source, image, archive, read } = side;
  return {
    point,
    source,
    image,
    stack: await knownStack(side, paired.diffIds[name], reading),
    documents: archive.documents,
    indexes: read.layers.map((layer) => layer?.listed.index ?? null),
  };
}

/** The stack with the diffIDs that were found, which may be others than the stated ones. */
async function knownStack(
  { point, image, archive, read }: ReadPoint,
  diffIds: PairedImages['diffIds'][Side],
  { tasks }: LayerReading,
): Promise<ImageStack> {
  const stack = imageStack(point.grant === libraryGrant ? 'store' : point.grant, image, {
    facts: read.facts,
    documents: archive.documents,
    annotations: archive.annotations,
    hints: await readBaseHints(read, tasks),
  });
  const layers = stack.layers.map((layer, position) => ({
    ...layer,
    diffId: diffIds[position] ?? layer.diffId,
  }));
  return { ...stack, layers };
}

/** What was found wrong with the files of either image; once for two points of one image. */
function problemsOf({ a, b }: PairedImages): readonly Problem[] {
  const sides = a.read === b.read ? [a] : [a, b];
  return sides.flatMap(({ point, read }) =>
    read.facts.problems.map((problem) => ({
      ...problem,
      where: { ...problem.where, image: point.image },
    })),
  );
}
