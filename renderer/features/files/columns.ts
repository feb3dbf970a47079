import type { TextKey } from '../../../shared/i18n/t.ts';
import type { SortColumn } from '../../../shared/model/view.ts';

/** A column of a file tree. Names are those of the contract's sort columns. */
export interface Column {
  readonly id: SortColumn;
  readonly label: TextKey;
  /** Pixels; null for the name, which takes what the others leave. */
  readonly width: number | null;
  readonly minWidth: number;
  readonly align: 'start' | 'end';
  /** True where the first click sorts from large to small. */
  readonly largestFirst?: boolean;
}

/** The columns of a tree in their order, and which of them give way first where there is no room. */
export interface ColumnSet {
  readonly columns: readonly Column[];
  readonly dispensable: readonly SortColumn[];
  /** Pixels that the name should have before columns of less weight are shown beside it. */
  readonly nameRoom: number;
}

export const markColumn: Column = {
  id: 'change',
  label: 'column.change',
  width: 34,
  minWidth: 34,
  align: 'start',
  largestFirst: true,
};

export const nameColumn: Column = {
  id: 'name',
  label: 'column.name',
  width: null,
  minWidth: 190,
  align: 'start',
};

/** The files of an image. The inspector tells what the columns would that give way. */
export const stackColumns: ColumnSet = {
  columns: [
    markColumn,
    nameColumn,
    { id: 'size', label: 'column.size', width: 76, minWidth: 60, align: 'end', largestFirst: true },
    { id: 'mode', label: 'column.mode', width: 84, minWidth: 60, align: 'start' },
    { id: 'owner', label: 'column.owner', width: 84, minWidth: 48, align: 'start' },
    {
      id: 'modified',
      label: 'column.modified',
      width: 136,
      minWidth: 80,
      align: 'start',
      largestFirst: true,
    },
    { id: 'origin', label: 'column.origin', width: 50, minWidth: 44, align: 'end' },
  ],
  dispensable: ['modified', 'owner', 'mode', 'origin', 'size'],
  nameRoom: 188,
};

const widest = 400;

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
  { columns, dispensable, nameRoom }: ColumnSet,
  available: number,
  widths: Readonly<Record<string, number>>,
): readonly Column[] {
  let shown = columns;
  for (const id of dispensable) {
    const needed = shown.reduce(
      (sum, column) => sum + (column.width === null ? nameRoom : columnWidth(column, widths)),
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
