import type { Side } from '../../../shared/model/comparison.ts';
import styles from './side-mark.module.css';

/** The letter that stands for one side of a comparison. */
export function SideMark({ side }: { readonly side: Side }) {
  return (
    <span className={styles.mark} data-side={side}>
      {side.toUpperCase()}
    </span>
  );
}
