import type { ReactNode } from 'react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './lead.module.css';

export interface LeadProps {
  /** The figure that the section is about; null where words say it all. */
  readonly bytes: number | null;
  readonly text: string;
  /** Stands at the other end of the line. */
  readonly note: ReactNode;
}

/** What a section of the review comes to, in one line. */
export function Lead({ bytes, text, note }: LeadProps) {
  const { t, locale } = useText();
  return (
    <header className={styles.lead}>
      <h2 className={styles.title}>
        {bytes !== null && (
          <>
            <strong title={formatExactBytes(bytes, t)}>{formatBytes(bytes, locale)}</strong>{' '}
          </>
        )}
        {text}
      </h2>
      <p className={styles.note}>{note}</p>
    </header>
  );
}
