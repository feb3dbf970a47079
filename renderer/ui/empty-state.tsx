import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons: what to do about it. */
  readonly actions?: ReactNode;
  readonly tone?: 'neutral' | 'error';
}

/** What stands where there is nothing to show: why, and what to do about it. */
export function EmptyState({ icon, title, children, actions, tone = 'neutral' }: EmptyStateProps) {
  return (
    <div
      className={classes(styles.state, tone === 'error' && styles.error)}
      role={tone === 'error' ? 'alert' : undefined}
    >
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
