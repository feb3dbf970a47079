import type { ChangeKind } from '../../shared/model/change.ts';
import styles from './change-mark.module.css';

/** The letters that changes are marked with. */
export const changeLetters: Readonly<Record<ChangeKind, string>> = {
  unchanged: '',
  added: 'A',
  modified: 'M',
  removed: 'D',
  moved: 'R',
};

export interface ChangeMarkProps {
  readonly change: ChangeKind;
  /** The word for the change, for screen readers. */
  readonly label: string;
  /** A folder in which something differs, although it does not differ itself: a small dot. */
  readonly inside?: boolean;
}

/** The letter and colour of a change: A, M, D, and R as in renamed. */
export function ChangeMark({ change, label, inside = false }: ChangeMarkProps) {
  if (change === 'unchanged') {
    return inside ? <span className={styles.inside} role="img" aria-label={label} /> : null;
  }
  return (
    <span className={styles.mark} data-change={change} role="img" aria-label={label}>
      {changeLetters[change]}
    </span>
  );
}
