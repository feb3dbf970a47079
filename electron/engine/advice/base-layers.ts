import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';

/**
 * How many of the lowest layers are to be taken for those of a base image that somebody else made. The nearest base
 * that any hint tells of counts: where that is a mistake something is left unsaid, never said wrongly. Without a hint
 * the lowest layer is somebody else's, unless a `COPY` or `ADD` to somewhere below the root made it, as in an image
 * built from nothing. Never more than `layers`.
 */
export function baseLayersOf(
  hints: readonly BaseHint[],
  history: readonly HistoryStep[],
  layers: number,
): number {
  const told = hints.flatMap((hint) => (hint.how === 'annotation' ? [] : [hint.layers]));
  const most = Math.max(0, ...told);
  return Math.min(layers, most > 0 || startsFromNothing(history) ? most : 1);
}

function startsFromNothing(history: readonly HistoryStep[]): boolean {
  const first = history.find(({ layer }) => layer === 0);
  if (first === undefined) return false;
  const copies = first.instruction === 'COPY' || first.instruction === 'ADD';
  return copies && !/\s\/\s*$/.test(first.command);
}
