import type { LayerStatus } from '../../../shared/model/comparison.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import { useComparisonStore } from '../../store/comparison.ts';

export const layerStatusWords: Readonly<Record<LayerStatus, TextKey>> = {
  identical: 'compare.layer.identical',
  moved: 'compare.layer.moved',
  changed: 'compare.layer.changed',
  inserted: 'compare.layer.inserted',
  removed: 'compare.layer.removed',
};

/** The same as a sign, so that it needs no colour. */
export const layerStatusSigns: Readonly<Record<LayerStatus, string>> = {
  identical: '=',
  moved: '⇅',
  changed: '≠',
  inserted: '+',
  removed: '−',
};

/** Compares what two layers hold by themselves; the comparison shown can be come back to. */
export function enterLayerPair(layerA: number, layerB: number): void {
  const { a, b, enter } = useComparisonStore.getState();
  if (a === null || b === null) return;
  enter({
    a: { ...a, layer: layerA, alone: true },
    b: { ...b, layer: layerB, alone: true },
  });
}
