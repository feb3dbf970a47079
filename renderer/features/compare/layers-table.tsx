import type { Comparison, LayerPair, Side } from '../../../shared/model/comparison.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { layerOf } from '../../../shared/report/list-texts.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { enterLayerPair, layerStatusSigns, layerStatusWords } from './layer-pairs.ts';
import { pairFacts } from './pair-text.ts';
import styles from './layers-tab.module.css';

/** Both stacks in words. */
export function LayersTable({ value }: { readonly value: Comparison }) {
  const texts = useText();
  const { t, locale } = texts;
  const layerAt = (side: Side, pair: LayerPair) => layerOf(value[side], pair[side]);
  const sideColumns = (side: Side): readonly DataColumn<LayerPair>[] => [
    {
      key: side,
      label: side.toUpperCase(),
      cell: (pair) => {
        const layer = layerAt(side, pair);
        if (layer === null) return <span className={styles.none}>–</span>;
        return (
          <span className={styles.layer}>
            <LayerChip layer={layer.index} />
            <code className={styles.command}>
              {layer.command === null ? t('layer.noCommand') : visibleLine(layer.command)}
            </code>
          </span>
        );
      },
    },
    {
      key: `${side} bytes`,
      label: t('layer.unpacked'),
      end: true,
      cell: (pair) => {
        const bytes = layerAt(side, pair)?.unpackedBytes ?? null;
        return bytes === null ? '' : formatBytes(bytes, locale);
      },
    },
  ];
  return (
    <div className={styles.table}>
      <DataTable
        label={t('compare.layers')}
        items={value.layers}
        itemKey={({ a, b }) => `${a ?? ''}/${b ?? ''}`}
        columns={[
          {
            key: 'status',
            label: t('compare.status'),
            cell: ({ status }) => (
              <span className={styles.status} data-status={status}>
                <b aria-hidden="true">{layerStatusSigns[status]}</b> {t(layerStatusWords[status])}
              </span>
            ),
          },
          ...sideColumns('a'),
          ...sideColumns('b'),
          {
            key: 'facts',
            label: t('compare.how'),
            wide: true,
            cell: (pair) => <span className={styles.known}>{pairFacts(pair, texts)}</span>,
          },
          {
            key: 'open',
            label: t('compare.open'),
            cell: ({ a, b, status }) =>
              a !== null &&
              b !== null &&
              status === 'changed' && (
                <button type="button" className={styles.link} onClick={() => enterLayerPair(a, b)}>
                  {t('compare.pair.open')}
                </button>
              ),
          },
        ]}
      />
    </div>
  );
}
