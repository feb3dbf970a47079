import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { UsageTotals } from '../../../shared/model/usage.ts';
import { amountGaps, amountText } from '../../../shared/format/amount.ts';
import { useText } from '../../i18n/use-text.ts';
import { savedBySharing } from './usage-sums.ts';
import styles from './usage.module.css';

export interface UsageCardsProps {
  readonly totals: UsageTotals;
  readonly basis: ByteBasis;
}

/** What `docker system df` tells, and what sharing saves. */
export function UsageCards({ totals, basis }: UsageCardsProps) {
  const texts = useText();
  const { t, number } = texts;
  const disk = totals.disk[basis];
  const saved = savedBySharing(totals, basis);
  const cards = [
    { label: t('usage.images'), value: number(totals.images), note: '' },
    { label: t('usage.layers'), value: number(totals.layers), note: amountGaps(disk, texts) },
    {
      label: t('usage.disk'),
      value: amountText(disk, texts),
      note: t('usage.disk.note', {
        shared: amountText(totals.shared[basis], texts),
        unique: amountText(totals.unique[basis], texts),
      }),
    },
    {
      label: t('usage.saved'),
      value: amountText(saved, texts),
      note: t('usage.saved.note', { size: amountText(totals.logical[basis], texts) }),
    },
    {
      label: t('usage.reclaimable'),
      value: amountText(totals.reclaimable[basis], texts),
      note: t('usage.reclaimable.note'),
    },
  ];
  return (
    <dl className={styles.cards}>
      {cards.map(({ label, value, note }) => (
        <div key={label} className={styles.card}>
          <dt>{label}</dt>
          <dd className={styles.value}>{value}</dd>
          {note !== '' && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
