import type { ReactNode } from 'react';
import styles from './frame.module.css';

export interface DrawerProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The sidebar over the page of a narrow window. Escape and a click beside it close it. */
export function Drawer({ onClose, children }: DrawerProps) {
  return (
    <div
      className={styles.drawer}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={styles.panel}>{children}</div>
      <div className={styles.beside} role="presentation" onClick={onClose} />
    </div>
  );
}
