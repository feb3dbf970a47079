import { measure, type ByteBasis } from '../../../shared/model/amount.ts';
import { shortDigest } from '../../../shared/model/digest.ts';
import type { Usage } from '../../../shared/model/usage.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { amountText } from '../../../shared/format/amount.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import styles from './usage.module.css';

export interface LayerTableProps {
  readonly usage: Usage;
  readonly basis: ByteBasis;
  readonly onlyShared?: boolean;
}

/** Every layer with its size and the images that have it: the pictures of shared layers in words. */
export function LayerTable({ usage, basis, onlyShared = false }: LayerTableProps) {
  const texts = useText();
  const { t } = texts;
  return (
    <div className={styles.table}>
      <DataTable
        label={t('usage.layers')}
        items={usage.layers
          .map((layer, place) => ({ layer, place }))
          .filter(({ layer }) => !onlyShared || layer.images.length > 1)}
        itemKey={({ place }) => String(place)}
        columns={[
          {
            key: 'layer',
            label: t('column.origin'),
            cell: ({ layer }) => {
              const digest = layer.diffId ?? layer.digest;
              return <code>{digest === null ? t('amount.unknown') : shortDigest(digest)}</code>;
            },
          },
          {
            key: 'bytes',
            label: t('column.size'),
            end: true,
            cell: ({ layer }) =>
              layer.available
                ? amountText(measure([layer])[basis], texts)
                : t('availability.missing'),
          },
          {
            key: 'images',
            label: t('usage.usedBy'),
            cell: ({ layer }) => (
              <ul>
                {layer.images.map((image) => (
                  <li key={image}>{namedImageText(usage.images[image], t)}</li>
                ))}
              </ul>
            ),
          },
          {
            key: 'command',
            label: t('usage.command'),
            wide: true,
            cell: ({ layer }) => (
              <code className={styles.command}>{visibleLine(layer.command ?? '')}</code>
            ),
          },
        ]}
      />
    </div>
  );
}
