import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  /** Share done, from 0 to 1; null while it cannot be told. */
  readonly value: number | null;
  /** What makes progress; read out by screen readers. */
  readonly label: string;
}

export function ProgressBar({ value, label }: ProgressBarProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-unknown={value === null || undefined}
    >
      <span className={styles.bar} style={{ width: `${percent ?? 30}%` }} />
    </span>
  );
}
