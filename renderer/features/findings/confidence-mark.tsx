import type { SecretFinding } from '../../../shared/model/findings.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './findings.module.css';

const filled: Readonly<Record<SecretFinding['confidence'], number>> = {
  low: 1,
  medium: 2,
  high: 3,
};

/** How sure it is that something is a secret: one to three bars, and the word. */
export function ConfidenceMark({ confidence }: Pick<SecretFinding, 'confidence'>) {
  const { t } = useText();
  return (
    <span className={styles.confidence} data-confidence={confidence}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            className={styles.confidenceBar}
            data-filled={bar <= filled[confidence] || undefined}
            x={bar * 4 - 3.5}
            y={12 - bar * 3.6}
            width={3}
            height={bar * 3.6 - 0.5}
            rx={0.7}
          />
        ))}
      </svg>
      <span className={styles.cut}>{t(`confidence.${confidence}`)}</span>
    </span>
  );
}
