import type { TextKey } from '../../../shared/i18n/t.ts';
import type { SortColumn } from '../../../shared/model/view.ts';

/** A column of the file tree. Names and order are those of the contract's sort columns, the mark before the name. */
export interface Column {
  readonly id: SortColumn;
  readonly label: TextKey;
  /** Pixels; null for the name, which takes what the others leave. */
  readonly width: number | null;
  readonly minWidth: number;
  readonly align: 'start' | 'end';
}

export const columns: readonly Column[] = [
  { id: 'change', label: 'column.change', width: 34, minWidth: 34, align: 'start' },
  { id: 'name', label: 'column.name', width: null, minWidth: 190, align: 'start' },
  { id: 'size', label: 'column.size', width: 76, minWidth: 60, align: 'end' },
  { id: 'mode', label: 'column.mode', width: 84, minWidth: 60, align: 'start' },
  { id: 'owner', label: 'column.owner', width: 84, minWidth: 48, align: 'start' },
  { id: 'modified', label: 'column.modified', width: 136, minWidth: 80, align: 'start' },
  { id: 'origin', label: 'column.origin', width: 50, minWidth: 44, align: 'end' },
];

/** The order in which columns give way where there is no room: the inspector tells what they would. */
const dispensable: readonly SortColumn[] = ['modified', 'owner', 'mode', 'origin', 'size'];

const widest = 400;

/** Pixels that the name should have before columns of less weight are shown beside it. */
const comfortable = 188;

/** Width of a column as the user has set it, within its bounds. */
export function columnWidth(column: Column, widths: Readonly<Record<string, number>>): number {
  const set = Object.hasOwn(widths, column.id) ? widths[column.id] : undefined;
  return clampWidth(column, set ?? column.width ?? column.minWidth);
}

export function clampWidth(column: Column, width: number): number {
  return Math.min(widest, Math.max(column.minWidth, Math.round(width)));
}

/** The columns that fit into `available` pixels, in their order. */
export function fittingColumns(
  available: number,
  widths: Readonly<Record<string, number>>,
): readonly Column[] {
  let shown = columns;
  for (const id of dispensable) {
    const needed = shown.reduce(
      (sum, column) => sum + (column.width === null ? comfortable : columnWidth(column, widths)),
      0,
    );
    if (needed <= available) break;
    shown = shown.filter((column) => column.id !== id);
  }
  return shown;
}

/** The columns as a CSS grid template. */
export function columnTemplate(
  shown: readonly Column[],
  widths: Readonly<Record<string, number>>,
): string {
  return shown
    .map((column) =>
      column.width === null ? 'minmax(0, 1fr)' : `${columnWidth(column, widths)}px`,
    )
    .join(' ');
}
