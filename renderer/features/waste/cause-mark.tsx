import type { HiddenCause } from '../../../shared/model/waste.ts';
import { causeLooks } from './cause-looks.ts';
import { texturePath } from './texture-path.ts';
import styles from './cause-mark.module.css';

const area = { x: 0.5, y: 0.5, width: 17, height: 13 };

export interface CauseMarkProps {
  readonly cause: HiddenCause;
  /** The word for the cause, where none stands beside it. */
  readonly label?: string;
}

/** A piece of a bar and the sign of a cause. */
export function CauseMark({ cause, label }: CauseMarkProps) {
  const { icon: Icon, texture, tone } = causeLooks[cause];
  return (
    <span
      className={styles.mark}
      data-tone={tone}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      title={label}
    >
      <svg className={styles.piece} viewBox="0 0 18 14" aria-hidden="true">
        <rect {...area} rx={2} />
        <path d={texturePath(texture, area)} />
      </svg>
      <Icon aria-hidden="true" />
    </span>
  );
}
