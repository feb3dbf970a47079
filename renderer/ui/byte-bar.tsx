import styles from './byte-bar.module.css';

export interface ByteBarProps {
  /** Share of the whole, from 0 to 1. Anything above zero is drawn at least one pixel wide. */
  readonly share: number;
  /** The number of the layer whose colour the bar takes; the accent colour without one. */
  readonly origin?: number | undefined;
}

/** A thin bar that compares a size with others. The number stands beside it, so it is hidden from screen readers. */
export function ByteBar({ share, origin }: ByteBarProps) {
  const percent = Math.min(1, Math.max(0, share)) * 100;
  return (
    <span className={styles.track} aria-hidden="true">
      <span
        className={styles.bar}
        data-origin={origin === undefined ? undefined : origin % 12}
        style={{ width: share > 0 ? `max(1px, ${percent.toFixed(2)}%)` : '0' }}
      />
    </span>
  );
}
