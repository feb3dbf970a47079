import type { LayerMatrix } from '../../../shared/model/usage.ts';

export interface MatrixPlace {
  readonly row: number;
  readonly column: number;
}

/** The cell that a key leads to; every cell of the grid can be reached, the empty ones too. Null for other keys. */
export function moveInMatrix(
  matrix: LayerMatrix,
  { row, column }: MatrixPlace,
  key: string,
): MatrixPlace | null {
  const lastRow = matrix.rows.length - 1;
  const lastColumn = matrix.columns.length - 1;
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(lastColumn, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { row: Math.min(lastRow, row + 1), column };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: lastColumn };
    default:
      return null;
  }
}

/** The layers that several images have, and only those images. */
export function sharedRows(matrix: LayerMatrix): LayerMatrix {
  const rows = matrix.rows.filter(({ images }) => images.length > 1);
  const used = [...new Set(rows.flatMap(({ images }) => images))].sort((one, other) => one - other);
  const places = new Map(used.map((column, place) => [column, place]));
  return {
    columns: used.flatMap((column) => matrix.columns[column] ?? []),
    rows: rows.map((row) => ({
      ...row,
      images: row.images.flatMap((column) => places.get(column) ?? []),
    })),
  };
}
