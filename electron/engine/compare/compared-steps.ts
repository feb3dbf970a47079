import type { ComparePoint, LayerPair, StepPair } from '../../../shared/model/comparison.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import { limits } from '../bytes/limits.ts';
import { alignSteps } from './align-steps.ts';

/** The steps of a history that lead to a point, by their positions. */
export type StepPlaces = readonly number[];

/**
 * The steps up to the one that made the point's layer, all of them for the uppermost layer, and that one alone where
 * the layer is taken alone. All of them too where the history does not tell which step made which layer. Never more
 * than the first `limits.comparedSteps`.
 */
export function stepsTo(
  { layer, alone }: ComparePoint,
  whole: readonly HistoryStep[],
  layers: number,
): StepPlaces {
  const history = whole.slice(0, limits.comparedSteps);
  const all = [...history.keys()];
  if (alone) return all.filter((place) => history[place]!.layer === layer && layer >= 0);
  if (layer < 0) return [];
  if (layer >= layers - 1 || history.every((step) => step.layer === null)) return all;
  const last = history.findLastIndex((step) => step.layer !== null && step.layer <= layer);
  return all.slice(0, last + 1);
}

/** The steps of two points side by side, by their positions in the whole histories. */
export function alignStepsTo(
  a: { readonly history: readonly HistoryStep[]; readonly places: StepPlaces },
  b: { readonly history: readonly HistoryStep[]; readonly places: StepPlaces },
  layers: readonly LayerPair[],
): readonly StepPair[] {
  const pairs = alignSteps(
    a.places.map((place) => a.history[place]!),
    b.places.map((place) => b.history[place]!),
    layers,
  );
  return pairs.map((pair) => ({
    ...pair,
    a: pair.a === null ? null : a.places[pair.a]!,
    b: pair.b === null ? null : b.places[pair.b]!,
  }));
}
