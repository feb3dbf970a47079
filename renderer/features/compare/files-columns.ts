import type { ColumnSet } from '../files/columns.ts';
import { markColumn, nameColumn } from '../files/columns.ts';

/** The files of two images side by side: sizes on both sides and what became of them. */
export const pairColumns: ColumnSet = {
  columns: [
    markColumn,
    nameColumn,
    {
      id: 'sizeBefore',
      label: 'compareFiles.sizeA',
      width: 72,
      minWidth: 60,
      align: 'end',
      largestFirst: true,
    },
    {
      id: 'size',
      label: 'compareFiles.sizeB',
      width: 72,
      minWidth: 60,
      align: 'end',
      largestFirst: true,
    },
    {
      id: 'difference',
      label: 'compareFiles.difference',
      width: 96,
      minWidth: 76,
      align: 'end',
      largestFirst: true,
    },
    { id: 'origin', label: 'compareFiles.layers', width: 66, minWidth: 62, align: 'end' },
  ],
  dispensable: ['origin', 'sizeBefore', 'size', 'difference'],
  // Deep paths are indented, and which file it is says more than by which layer.
  nameRoom: 270,
};
