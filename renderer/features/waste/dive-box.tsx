import type { DiveFigures } from '../../../shared/model/waste.ts';
import { diveTexts } from '../../../shared/report/image-words.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './waste-section.module.css';

/** What dive computes for the same image, and why it says something else. */
export function DiveBox({ dive }: { readonly dive: DiveFigures }) {
  const texts = useText();
  const { t } = texts;
  return (
    <section className={styles.dive} aria-label={t('waste.dive')}>
      <h2 className={styles.diveTitle}>{t('waste.dive')}</h2>
      <dl className={styles.figures}>
        {diveTexts(dive, texts).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.diveText}>{t('waste.dive.text')}</p>
    </section>
  );
}
