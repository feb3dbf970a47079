import type { Comparison } from '../../../shared/model/comparison.ts';
import { sizeRows } from '../../../shared/report/size-rows.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import styles from './overview-tab.module.css';

/** How large both are, by every measure. */
export function SizeTable({ value }: { readonly value: Comparison }) {
  const texts = useText();
  const { t } = texts;
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{t('compare.sizes')}</h2>
      <DataTable
        label={t('compare.sizes')}
        items={sizeRows(value, texts)}
        itemKey={({ label }) => label}
        columns={[
          { key: 'label', label: t('compare.measure'), wide: true, cell: ({ label }) => label },
          { key: 'a', label: 'A', end: true, cell: ({ a }) => a },
          { key: 'b', label: 'B', end: true, cell: ({ b }) => b },
          {
            key: 'difference',
            label: t('report.difference'),
            end: true,
            cell: ({ difference, direction }) => (
              <span className={styles.difference} data-direction={Math.sign(direction)}>
                {difference}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
