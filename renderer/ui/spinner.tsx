import { classes } from './classes.ts';
import styles from './spinner.module.css';

/** A sign of work whose share done is not known. Give a label where no text beside it says what is going on. */
export function Spinner({
  label,
  size = 's',
}: {
  readonly label?: string;
  readonly size?: 's' | 'l';
}) {
  return (
    <span
      className={classes(styles.spinner, size === 'l' && styles.large)}
      role={label === undefined ? undefined : 'status'}
      aria-label={label}
      aria-hidden={label === undefined}
    />
  );
}
