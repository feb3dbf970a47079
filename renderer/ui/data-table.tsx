import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './data-table.module.css';

export interface DataColumn<Item> {
  readonly key: string;
  readonly label: string;
  /** Numbers stand at the end of their column. */
  readonly end?: boolean;
  /** Takes what width the others leave. */
  readonly wide?: boolean;
  readonly cell: (item: Item) => ReactNode;
}

export interface DataTableProps<Item> {
  readonly label: string;
  readonly columns: readonly DataColumn<Item>[];
  readonly items: readonly Item[];
  readonly itemKey: (item: Item, position: number) => string;
}

/** A plain table for some hundred lines: no sorting, no choosing. In a narrow pane it scrolls sideways. */
export function DataTable<Item>({ label, columns, items, itemKey }: DataTableProps<Item>) {
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, position) => (
            <tr key={itemKey(item, position)}>
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)} data-selectable="">
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Item>(column: DataColumn<Item>): string {
  return classes(column.end === true && styles.end, column.wide === true && styles.wide);
}
