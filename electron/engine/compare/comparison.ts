import { measure } from '../../../shared/model/amount.ts';
import type { Measured } from '../../../shared/model/amount.ts';
import type {
  ComparedImage,
  ComparedLayer,
  ComparePoint,
  Comparison,
  FileChanges,
  LayerPair,
  Parting,
} from '../../../shared/model/comparison.ts';
import { parseDigest } from '../../../shared/model/digest.ts';
import type { Image, ImageDocuments } from '../../../shared/model/image.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { limits, limitValues, type LimitName } from '../bytes/limits.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { alignLayers } from './align-layers.ts';
import type { LayerToAlign } from './align-layers.ts';
import { alignStepsTo, stepsTo } from './compared-steps.ts';
import { configDifferences } from './config-differences.ts';
import { configValues } from './config-values.ts';
import { foldersDifferInTime } from './folder-times.ts';
import { layerShares, numberStacks } from './layer-share.ts';
import type { NumberedStacks } from './layer-share.ts';
import { partingOf } from './parting.ts';
import type { LayerDifference } from './parting.ts';

/** One side as it was read. */
export interface ComparedSide {
  readonly point: ComparePoint;
  /** Name of the file or folder; empty for the library. */
  readonly source: string;
  readonly image: Image;
  /** Of the whole image: `imageStack` with all that is known. DiffIDs that were found stand before stated ones. */
  readonly stack: ImageStack;
  readonly documents: ImageDocuments;
  /** By position in the image; null for a layer that could not be read. */
  readonly indexes: readonly (LayerIndex | null)[];
}

/** Two layers by their positions in their images. */
export interface LayersToCompare {
  readonly a: number;
  readonly b: number;
}

/** Two images whose layers have been put side by side. */
export interface AlignedImages {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly stacks: NumberedStacks;
  /** By positions in the images; changes are not known yet. */
  readonly layers: readonly LayerPair[];
  /** Layers from the bottom that are the same. */
  readonly sharedLayers: number;
  /** The pairs whose files `comparisonOf` asks for: the first layers that differ, where both sides have one, come first. */
  readonly toCompare: readonly LayersToCompare[];
}

/** What comparing files told, for `comparisonOf`. */
export interface ComparedFiles {
  readonly files: FileChanges;
  readonly a: ComparedTree;
  readonly b: ComparedTree;
  /** How two layers differ, each taken alone; null where that was not found out. */
  difference(a: number, b: number): LayerDifference | null;
  readonly problems: readonly Problem[];
}

/** The tree of one side at its point. */
export interface ComparedTree {
  /** Sum of its files; a hard-linked one once. */
  readonly fileBytes: number;
  /** Its paths. */
  readonly entries: number;
}

/** What the tar without entries hashes to: 1024 zero bytes (Docker's and OCI's empty layer). */
const emptyTar = parseDigest(
  'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
);

/** Puts the layers of two images side by side, up to the compared points. Yields now and then: `runSliced`. */
export function* alignImages(a: ComparedSide, b: ComparedSide): Generator<void, AlignedImages> {
  const whole = numberStacks(a.stack, b.stack);
  const [placesA, placesB] = [layersTo(a), layersTo(b)];
  const stacks = {
    ...whole,
    a: placesA.map((place) => whole.a[place]!),
    b: placesB.map((place) => whole.b[place]!),
  };
  const aligned = yield* alignLayers(
    placesA.map((place) => layerToAlign(a, place, whole.a[place]!)),
    placesB.map((place) => layerToAlign(b, place, whole.b[place]!)),
  );
  const layers = aligned.map((pair) => ({
    ...pair,
    a: pair.a === null ? null : placesA[pair.a]!,
    b: pair.b === null ? null : placesB[pair.b]!,
  }));
  let sharedLayers = 0;
  while (sharedLayers < stacks.a.length && stacks.a[sharedLayers] === stacks.b[sharedLayers]) {
    sharedLayers++;
  }
  const toCompare = layers.flatMap(({ status, a: layerA, b: layerB }) =>
    status === 'changed' && layerA !== null && layerB !== null ? [{ a: layerA, b: layerB }] : [],
  );
  const [firstA, firstB] = [placesA[sharedLayers], placesB[sharedLayers]];
  if (firstA !== undefined && firstB !== undefined && !toCompare.some(isFirst)) {
    toCompare.unshift({ a: firstA, b: firstB });
  }
  return { a, b, stacks, layers, sharedLayers, toCompare };

  function isFirst(pair: LayersToCompare): boolean {
    return pair.a === firstA && pair.b === firstB;
  }
}

/** The whole comparison, once the files have been compared too. */
export function comparisonOf(aligned: AlignedImages, compared: ComparedFiles): Comparison {
  const { a, b, stacks } = aligned;
  const config = configDifferences(
    configValues(a.documents, a.image.platform),
    configValues(b.documents, b.image.platform),
  );
  const problems = [...compared.problems, ...[a, b].flatMap(stepProblems)];
  if (config.length > limits.configDifferences) problems.push(limitProblem(b, 'configDifferences'));
  const steps = alignStepsTo(stepsOf(a), stepsOf(b), aligned.layers);
  const differs = config.length > 0 || steps.some(({ status }) => status !== 'same');
  return {
    a: comparedImage(a, stacks.a, stacks, compared.a),
    b: comparedImage(b, stacks.b, stacks, compared.b),
    ...layerShares(stacks),
    parting: parting(aligned, compared, steps, differs),
    layers: aligned.layers.map((pair) => withChanges(pair, compared)),
    steps,
    files: compared.files,
    config: config.slice(0, limits.configDifferences),
    problems,
  };
}

/** Positions of the layers that make up one side. */
function layersTo({ point, stack }: ComparedSide): readonly number[] {
  const count = Math.min(point.layer + 1, stack.layers.length);
  const places = Array.from({ length: Math.max(0, count) }, (_, place) => place);
  return point.alone ? places.slice(-1) : places;
}

function stepsOf({ point, image }: ComparedSide) {
  const { history, layers } = image;
  return { history, places: stepsTo(point, history, layers.length) };
}

function stepProblems(side: ComparedSide): readonly Problem[] {
  if (side.image.history.length <= limits.comparedSteps) return [];
  return [limitProblem(side, 'comparedSteps')];
}

function limitProblem({ image }: ComparedSide, limit: LimitName): Problem {
  const values = limitValues(limit);
  return { code: 'limit-reached', severity: 'warning', where: { image: image.key }, values };
}

function layerToAlign(side: ComparedSide, place: number, identity: number): LayerToAlign {
  const { diffId, command } = side.stack.layers[place]!;
  const index = side.indexes[place] ?? null;
  const isEmpty = index === null ? diffId !== null && diffId === emptyTar : index.count === 0;
  return { identity, isEmpty, command, index };
}

function withChanges(pair: LayerPair, compared: ComparedFiles): LayerPair {
  if (pair.status !== 'changed' || pair.a === null || pair.b === null) return pair;
  return { ...pair, changes: compared.difference(pair.a, pair.b)?.changes ?? null };
}

function parting(
  { a, b, sharedLayers }: AlignedImages,
  compared: ComparedFiles,
  steps: Comparison['steps'],
  configDiffers: boolean,
): Parting {
  const [layersA, layersB] = [layersTo(a), layersTo(b)];
  const [firstA, firstB] = [layersA[sharedLayers], layersB[sharedLayers]];
  const areTwo = firstA !== undefined && firstB !== undefined;
  const [indexA, indexB] = areTwo ? [a.indexes[firstA], b.indexes[firstB]] : [];
  return partingOf({
    a: { layers: layersA, steps: a.image.history, baseHints: a.stack.baseHints },
    b: { layers: layersB, steps: b.image.history, baseHints: b.stack.baseHints },
    sharedLayers,
    wholeStacks: !a.point.alone && !b.point.alone,
    configDiffers,
    steps,
    difference: areTwo ? compared.difference(firstA, firstB) : null,
    otherFolderTimes: indexA && indexB ? foldersDifferInTime(indexA, indexB) : false,
  });
}

/** The layers of one side, each once. The same layer may be stored in another form on the other side. */
function ownLayers(
  side: ComparedSide,
  numbers: readonly number[],
  layers: NumberedStacks['layers'],
): readonly Measured[] {
  const places = layersTo(side);
  return [...new Set(numbers)].map((number) => {
    const own = side.stack.layers[places[numbers.indexOf(number)]!]!;
    return { ...own, unpackedBytes: own.unpackedBytes ?? layers[number]!.unpackedBytes };
  });
}

function comparedImage(
  side: ComparedSide,
  numbers: readonly number[],
  { layers }: NumberedStacks,
  { fileBytes, entries }: ComparedTree,
): ComparedImage {
  const { point, source, image } = side;
  const created = new Map(image.history.map((step) => [step.layer, step.created]));
  return {
    point,
    source,
    id: image.id,
    references: image.references,
    platform: image.platform,
    created: image.created,
    layers: layersTo(side).map((place): ComparedLayer => {
      const { diffId, digest, command, storedBytes, unpackedBytes } = side.stack.layers[place]!;
      const made = { command, created: created.get(place) ?? null };
      return { index: place, diffId, digest, ...made, storedBytes, unpackedBytes };
    }),
    imageLayers: image.layers.length,
    fileBytes,
    entries,
    size: measure(ownLayers(side, numbers, layers)),
  };
}
