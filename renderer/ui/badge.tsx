import type { ReactNode } from 'react';
import styles from './badge.module.css';

export interface BadgeProps {
  readonly tone?:
    | 'neutral'
    | 'accent'
    | 'ok'
    | 'note'
    | 'warning'
    | 'error'
    | 'added'
    | 'modified'
    | 'removed'
    | 'moved';
  readonly children: ReactNode;
}

/** A small label: a count, a state, a reason. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
