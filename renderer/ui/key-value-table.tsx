import type { ReactNode } from 'react';
import styles from './key-value-table.module.css';

export interface KeyValue {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
}

export interface KeyValueTableProps {
  readonly rows: readonly KeyValue[];
  /** Values that are code, paths or digests. */
  readonly mono?: boolean;
}

/** Names and what they stand for, one below the other. Values can be selected with the mouse. */
export function KeyValueTable({ rows, mono = false }: KeyValueTableProps) {
  return (
    <dl className={styles.table} data-mono={mono || undefined}>
      {rows.map((row) => (
        <div key={row.key} className={styles.row}>
          <dt className={styles.label}>{row.label}</dt>
          <dd className={styles.value} data-selectable="">
            {row.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
