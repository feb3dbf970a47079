import { useMemo, useState } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import { shortDigest } from '../../../shared/model/digest.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { removalOf, type ImageUsage, type Usage } from '../../../shared/model/usage.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { amountGaps, amountText } from '../../../shared/format/amount.ts';
import { fitsImage, longList } from '../../i18n/image-search.ts';
import { imageTexts, namedImageText } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { shareOf } from './usage-sums.ts';
import styles from './usage.module.css';

export interface UsageTableProps {
  readonly usage: Usage;
  readonly basis: ByteBasis;
  /** Keys of the chosen images. */
  readonly selected: ReadonlySet<string>;
  readonly onSelected: (selected: ReadonlySet<string>) => void;
  /** Images are positions in `usage.images`. */
  readonly onOpen: (image: number) => void;
}

/** What each image takes, and, for the chosen ones, what removing them together would free. */
export function UsageTable({ usage, basis, selected, onSelected, onOpen }: UsageTableProps) {
  const texts = useText();
  const { t } = texts;
  const largest = Math.max(0, ...usage.images.map(({ size }) => size[basis].bytes));
  const [search, setSearch] = useState('');
  const isLong = usage.images.length >= longList;
  const called = useMemo(() => imageTexts(usage.images, t), [usage, t]);
  const items = usage.images
    .map((image, place) => ({ image, place }))
    .filter(({ image }) => !isLong || fitsImage(image, search));
  function toggle(key: string) {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelected(next);
  }
  return (
    <div className={styles.images}>
      {isLong && <SearchField label={t('library.filter')} value={search} onChange={setSearch} />}
      {items.length === 0 && <p className={styles.noFit}>{t('library.filter.none')}</p>}
      <div className={styles.imageRows} data-long={isLong || undefined}>
        <DataTable
          label={t('usage.perImage')}
          items={items}
          itemKey={({ image }) => image.key}
          columns={[
            {
              key: 'choose',
              label: t('usage.choose'),
              cell: ({ image, place }) => (
                <input
                  type="checkbox"
                  aria-label={t('usage.chooseImage', { name: called[place] ?? '' })}
                  checked={selected.has(image.key)}
                  onChange={() => toggle(image.key)}
                />
              ),
            },
            {
              key: 'image',
              label: t('lineage.column.image'),
              cell: ({ image, place }) => (
                <>
                  <button type="button" className={styles.link} onClick={() => onOpen(place)}>
                    {namedImageText(image, t)}
                  </button>
                  {image.id !== null && image.references.length > 0 && (
                    <code className={styles.id}>{shortDigest(image.id)}</code>
                  )}
                </>
              ),
            },
            {
              key: 'platform',
              label: t('config.platform'),
              cell: ({ image }) => visibleLine(platformText(image.platform)),
            },
            {
              key: 'bar',
              label: t('usage.parts'),
              wide: true,
              cell: ({ image }) => <PartsBar image={image} basis={basis} largest={largest} />,
            },
            ...(['size', 'shared', 'unique'] as const).map((part) => ({
              key: part,
              label: t(`usage.column.${part}`),
              end: true,
              cell: ({ image }: { readonly image: ImageUsage }) => (
                <span title={amountGaps(image[part][basis], texts) || undefined}>
                  {amountText(image[part][basis], texts)}
                </span>
              ),
            })),
          ]}
        />
      </div>
      <RemovalLine usage={usage} basis={basis} selected={selected} />
    </div>
  );
}

/** Shared and unique bytes side by side; the numbers stand beside it. */
function PartsBar(props: {
  readonly image: ImageUsage;
  readonly basis: ByteBasis;
  readonly largest: number;
}) {
  const { image, basis, largest } = props;
  const shared = shareOf(image.shared[basis].bytes, largest) * 100;
  const unique = shareOf(image.unique[basis].bytes, largest) * 100;
  return (
    <span className={styles.parts} aria-hidden="true">
      {shared > 0 && <span className={styles.sharedPart} style={{ width: `${shared}%` }} />}
      {unique > 0 && <span className={styles.uniquePart} style={{ width: `${unique}%` }} />}
    </span>
  );
}

function RemovalLine(props: Pick<UsageTableProps, 'usage' | 'basis' | 'selected'>) {
  const { usage, basis, selected } = props;
  const texts = useText();
  const { t } = texts;
  const removal = useMemo(() => {
    const places = [...usage.images.keys()].filter((place) => {
      return selected.has(usage.images[place]?.key ?? '');
    });
    return { count: places.length, ...removalOf(usage, new Set(places)) };
  }, [usage, selected]);
  return (
    <p className={styles.removal} role="status">
      {removal.count === 0
        ? t('usage.removal.none')
        : t('usage.removal', {
            count: removal.count,
            freed: amountText(removal.freed[basis], texts),
            kept: amountText(removal.kept[basis], texts),
          })}
    </p>
  );
}
