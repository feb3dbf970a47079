import { Layers2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Figure } from '../../ui/figure.tsx';
import { saveDrawing } from '../overview/save-drawing.ts';
import type { ComparedProps } from './compared-props.ts';
import { LayersDrawing } from './layers-drawing.tsx';
import { LayersTable } from './layers-table.tsx';
import { layoutLayers, pairOrder } from './layers-layout.ts';
import { PairDetails } from './pair-details.tsx';
import styles from './layers-tab.module.css';

/** Both stacks side by side: which layers are the same, and what became of the others. */
export function LayersTab({ value }: ComparedProps) {
  const { t } = useText();
  const layout = useMemo(() => layoutOf(value), [value]);
  const [pair, setPair] = useState(() => firstOfInterest(value, pairOrder(layout)));
  if (value.layers.length === 0) {
    return <EmptyState icon={<Layers2 />} title={t('report.layers.none')} />;
  }
  const shown = value.layers[pair];
  return (
    <div className={styles.tab}>
      <Figure
        title={t('compare.layers')}
        fileName={t('compare.layers.fileName')}
        onExport={saveDrawing}
        caption={t(captionOf(value))}
        drawing={<LayersDrawing value={value} layout={layout} pair={pair} onPair={setPair} />}
        table={<LayersTable value={value} />}
      />
      {shown !== undefined && <PairDetails value={value} pair={shown} />}
    </div>
  );
}

function layoutOf({ a, b, layers, parting }: Comparison) {
  const parts = !['same', 'config', 'longer'].includes(parting.kind);
  const [layersA, layersB] = [a, b].map((image) => image.layers.map(({ index }) => index));
  return layoutLayers(layersA ?? [], layersB ?? [], layers, parting.sharedLayers, parts);
}

/** The first pair that differs: it is why one looks here. */
function firstOfInterest({ layers }: Comparison, order: readonly number[]): number {
  return order.find((pair) => layers[pair]?.status !== 'identical') ?? order[0] ?? 0;
}

function captionOf({ parting }: Comparison) {
  if (parting.kind === 'same' || parting.kind === 'config') return 'compare.break.none';
  if (parting.kind === 'longer') return 'compare.break.longer';
  return parting.sharedLayers === 0 ? 'compare.break.atFirst' : 'compare.break.text';
}
