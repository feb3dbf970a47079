import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Waste } from '../../../shared/model/waste.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { barParts } from './layer-bars.ts';
import styles from './waste-section.module.css';

/** The drawing in words and numbers. */
export function WasteTable({ waste, image }: { readonly waste: Waste; readonly image: Image }) {
  const { t, locale } = useText();
  return (
    <div className={styles.table}>
      <DataTable
        label={t('waste.title')}
        items={waste.layers.map((layer, index) => ({ layer, index }))}
        itemKey={({ index }) => String(index)}
        columns={[
          {
            key: 'layer',
            label: t('column.origin'),
            cell: ({ index }) => (
              <LayerChip layer={index} label={t('layer.number', { layer: String(index) })} />
            ),
          },
          {
            key: 'command',
            label: t('usage.command'),
            wide: true,
            cell: ({ index }) => (
              <code className={styles.command}>
                {visibleLine(image.layers[index]?.command ?? t('layer.noCommand'))}
              </code>
            ),
          },
          {
            key: 'stored',
            label: t('layer.stored'),
            end: true,
            cell: ({ layer }) => formatBytes(layer.storedBytes, locale),
          },
          {
            key: 'hidden',
            label: t('waste.column.hidden'),
            end: true,
            cell: ({ layer }) => formatBytes(layer.hiddenBytes, locale),
          },
          {
            key: 'causes',
            label: t('waste.column.causes'),
            cell: ({ layer }) => (
              <ul>
                {barParts(layer).map(({ part, bytes }) =>
                  part === 'visible' ? null : (
                    <li key={part}>
                      {t('waste.drawing.part', {
                        part: t(`waste.cause.${part}`),
                        size: formatBytes(bytes, locale),
                      })}
                    </li>
                  ),
                )}
              </ul>
            ),
          },
        ]}
      />
    </div>
  );
}
