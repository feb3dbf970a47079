import { useState } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { amountGaps, amountText } from '../../../shared/format/amount.ts';
import { useText } from '../../i18n/use-text.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import styles from './share-bar.module.css';

/** Bytes of the layers that both have and of those that one has alone: a bar, and the same in numbers. */
export function ShareBar({ value }: { readonly value: Comparison }) {
  const texts = useText();
  const { t } = texts;
  const [basis, setBasis] = useState<ByteBasis>('unpacked');
  const parts = [
    { id: 'onlyA', label: t('report.onlyA'), share: value.onlyA },
    { id: 'shared', label: t('report.shared'), share: value.shared },
    { id: 'onlyB', label: t('report.onlyB'), share: value.onlyB },
  ] as const;
  const total = parts.reduce((sum, { share }) => sum + share.bytes[basis].bytes, 0);
  return (
    <section className={styles.card}>
      <header className={styles.head}>
        <h2 className={styles.heading}>{t('compare.sharing')}</h2>
        <BasisChoice basis={basis} onChange={setBasis} />
      </header>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ id, share }) => {
          const part = total === 0 ? 0 : share.bytes[basis].bytes / total;
          return (
            part > 0 && (
              <span key={id} className={styles.part} data-part={id} style={{ flexGrow: part }} />
            )
          );
        })}
      </div>
      <dl className={styles.legend}>
        {parts.map(({ id, label, share }) => {
          const gaps = amountGaps(share.bytes[basis], texts);
          return (
            <div key={id} className={styles.line}>
              <dt>
                <span className={styles.swatch} data-part={id} />
                {label}
              </dt>
              <dd className={styles.layers}>
                {t('lineage.base.layers', { count: share.layers })}
                {gaps !== '' && `, ${gaps}`}
              </dd>
              <dd className={styles.bytes}>{amountText(share.bytes[basis], texts)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
