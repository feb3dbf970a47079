import type { HistoryStep } from '../../../shared/model/history.ts';
import { pairHistory } from '../../../electron/engine/image/history.ts';

/** A history of these `created_by`; `- ` in front marks a step that makes no layer. */
export function historyOf(...steps: readonly string[]): readonly HistoryStep[] {
  const records = steps.map((step) => ({
    created: null,
    createdBy: step.replace(/^- /, ''),
    comment: '',
    author: '',
    emptyLayer: step.startsWith('- '),
  }));
  const layers = records.filter(({ emptyLayer }) => !emptyLayer).length;
  return pairHistory(records, [...Array(layers).keys()], layers).steps;
}
