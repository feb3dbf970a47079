import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './export.module.css';

export interface PathBoxProps {
  readonly label: string;
  readonly lines: readonly string[];
  /** How many there are, of which `lines` are the first. */
  readonly count: number;
}

/** Lines shown at once. */
const mostRows = 6;

/** Paths or names to look through and to copy; of many the first, and how many more there are. */
export function PathBox({ label, lines, count }: PathBoxProps) {
  const { t } = useText();
  const more = count - lines.length;
  return (
    <>
      <textarea
        className={styles.paths}
        readOnly
        wrap="off"
        rows={Math.min(mostRows, lines.length)}
        aria-label={label}
        value={lines.map(visibleLine).join('\n')}
      />
      {more > 0 && <p className={styles.faint}>{t('export.losses.more', { count: more })}</p>}
    </>
  );
}
