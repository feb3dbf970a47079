import { partingPaths } from '../../../shared/model/comparison.ts';
import type {
  FileChanges,
  Parting,
  PartingKind,
  PartingPath,
  StepPair,
} from '../../../shared/model/comparison.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import { buildArgumentsOf } from '../image/command.ts';
import { lineKey, shownCommands } from './step-keys.ts';

/** How what two layers hold differs, each taken alone. */
export interface LayerDifference {
  readonly changes: FileChanges;
  /** The first paths that differ, at most `partingPaths`: those that differ in more than their time come first. */
  readonly paths: readonly PartingPath[];
}

/** One side as far as its parting from the other needs it. */
export interface PartingSide {
  /** Positions of the compared layers in the image, lowest first. */
  readonly layers: readonly number[];
  readonly steps: readonly HistoryStep[];
  readonly baseHints: readonly BaseHint[];
}

/** What two images that part are like. */
export interface PartingFacts {
  readonly a: PartingSide;
  readonly b: PartingSide;
  /** Layers from the bottom that are the same. */
  readonly sharedLayers: number;
  /** False where one layer of each side is compared, without those below: then there is no base. */
  readonly wholeStacks: boolean;
  /** Whether the documents differ in anything but their layers. */
  readonly configDiffers: boolean;
  readonly steps: readonly StepPair[];
  /** Between the first layers that differ; null where they were not compared. */
  readonly difference: LayerDifference | null;
  /** Whether those two list the same paths and a folder has another time: `foldersDifferInTime`. */
  readonly otherFolderTimes: boolean;
}

/** Steps that make no layer and change what a later RUN does. */
const feedingInstructions: ReadonlySet<string> = new Set([
  'ARG',
  'ENV',
  'SHELL',
  'USER',
  'WORKDIR',
]);

/**
 * Where and why two images part. Looked at are the first layers that differ; the first of these rules that holds says
 * the kind.
 *
 * - None is left on one side: `same`, `config`, or `longer`.
 * - `base`: a sign of either image says that this layer belongs to its base (`BaseHint`, the farthest boundary counts),
 *   or no layer is shared and the two were not made by the very same RUN or COPY: then the images begin with different
 *   things, whatever they call them.
 * - `layers`: the history of one side does not tell what made the layer.
 * - `command`: the two steps are not the same line of a Dockerfile (`lineKey`), or have other build arguments, or are a
 *   RUN below other ARG, ENV, SHELL, USER or WORKDIR. The commands named are those that differ.
 * - `times`: the step gave the same files with other times, or in folders with other times.
 * - `layers` again, with a count of 0: the same files, written in another way.
 * - `files`: it gave other files, as far as anybody knows.
 */
export function partingOf(facts: PartingFacts): Parting {
  const { a, b, sharedLayers } = facts;
  const layerA = a.layers[sharedLayers] ?? null;
  const layerB = b.layers[sharedLayers] ?? null;
  const stepA = stepOf(a, layerA);
  const stepB = stepOf(b, layerB);
  const [commandA, commandB] = shownCommands(stepA, stepB);
  const place = { sharedLayers, layerA, layerB, commandA, commandB };
  if (layerA === null && layerB === null) {
    const kind = facts.configDiffers ? 'config' : 'same';
    return { ...place, kind, paths: [], pathCount: null };
  }
  if (layerA === null || layerB === null) {
    return { ...place, kind: 'longer', paths: [], pathCount: null };
  }
  const files = filesOf(facts.difference);
  if (isInBase(facts, stepA, stepB)) return { ...place, ...files, kind: 'base' };
  if (stepA === null || stepB === null) return { ...place, ...files, kind: 'layers' };
  if (!isSameLine(stepA, stepB)) return { ...place, ...files, kind: 'command' };
  const fed = feedingDifference(facts, stepA, stepB);
  if (fed !== null) {
    const { commandA: feedA, commandB: feedB } = fed;
    return { ...place, ...files, kind: 'command', commandA: feedA, commandB: feedB };
  }
  return { ...place, ...files, kind: kindOfDifference(facts) };
}

/** The step that made a layer, where the history says what it was. */
function stepOf({ steps }: PartingSide, layer: number | null): HistoryStep | null {
  if (layer === null) return null;
  return steps.find((step) => step.layer === layer && step.command !== '') ?? null;
}

function filesOf(difference: LayerDifference | null): Pick<Parting, 'paths' | 'pathCount'> {
  if (difference === null) return { paths: [], pathCount: null };
  return {
    paths: difference.paths.slice(0, partingPaths),
    pathCount: differingPaths(difference.changes),
  };
}

function differingPaths({ added, modified, removed, moved }: FileChanges): number {
  return added + modified + removed + moved;
}

function isInBase(
  { a, b, sharedLayers, wholeStacks }: PartingFacts,
  stepA: HistoryStep | null,
  stepB: HistoryStep | null,
): boolean {
  if (!wholeStacks) return false;
  if (sharedLayers < Math.max(baseLayers(a), baseLayers(b))) return true;
  if (sharedLayers > 0) return false;
  const isOwnStep = stepA?.instruction === 'RUN' || stepA?.instruction === 'COPY';
  return !isOwnStep || stepB === null || !isSameLine(stepA, stepB);
}

/** How many of the lowest layers are the base's, as far as the image shows; 0 where nothing tells. */
function baseLayers({ baseHints }: PartingSide): number {
  return baseHints.reduce(
    (most, hint) => (hint.how === 'annotation' ? most : Math.max(most, hint.layers)),
    0,
  );
}

function isSameLine(a: HistoryStep, b: HistoryStep): boolean {
  return (
    lineKey(a.command) === lineKey(b.command) &&
    buildArgumentsOf(a.createdBy) === buildArgumentsOf(b.createdBy)
  );
}

/** The first step before the two that changes what they run and is not the same on both sides. */
function feedingDifference(
  { a, b, steps }: PartingFacts,
  stepA: HistoryStep,
  stepB: HistoryStep,
): StepPair | null {
  if (stepA.instruction !== 'RUN') return null;
  const [endA, endB] = [a.steps.indexOf(stepA), b.steps.indexOf(stepB)];
  return (
    steps.find((pair) => {
      if (pair.status === 'same') return false;
      const fromA = pair.a !== null && pair.a < endA ? a.steps[pair.a] : undefined;
      const fromB = pair.b !== null && pair.b < endB ? b.steps[pair.b] : undefined;
      return [fromA, fromB].some((step) => feedingInstructions.has(step?.instruction ?? ''));
    }) ?? null
  );
}

function kindOfDifference({ difference, otherFolderTimes }: PartingFacts): PartingKind {
  if (difference === null) return 'files';
  const { changes } = difference;
  const paths = differingPaths(changes);
  if (paths === 0) return otherFolderTimes ? 'times' : 'layers';
  return changes.timeOnly === paths ? 'times' : 'files';
}
