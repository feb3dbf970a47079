import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { partsOf, useGrowing } from './use-growing.ts';
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
          <Rows columns={columns} items={items} itemKey={itemKey} />
        </tbody>
      </table>
    </div>
  );
}

/** Lines that come with one frame: more than are in sight at once. */
const linesAtOnce = 60;

type RowsProps<Item> = Omit<DataTableProps<Item>, 'label'>;

function Rows<Item>({ columns, items, itemKey }: RowsProps<Item>) {
  const count = useGrowing(items.length, linesAtOnce);
  return partsOf(count, linesAtOnce).map(({ from, to }) => (
    <Part key={from} columns={columns} items={items} itemKey={itemKey} from={from} to={to} />
  ));
}

interface PartProps<Item> extends RowsProps<Item> {
  readonly from: number;
  readonly to: number;
}

function Part<Item>({ columns, items, itemKey, from, to }: PartProps<Item>) {
  // Lines that are there are not drawn again as more come.
  return useMemo(
    () =>
      items.slice(from, to).map((item, position) => (
        <tr key={itemKey(item, from + position)}>
          {columns.map((column) => (
            <td key={column.key} className={cellClass(column)} data-selectable="">
              {column.cell(item)}
            </td>
          ))}
        </tr>
      )),
    [columns, items, itemKey, from, to],
  );
}

function cellClass<Item>(column: DataColumn<Item>): string {
  return classes(column.end === true && styles.end, column.wide === true && styles.wide);
}
