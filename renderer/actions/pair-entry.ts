import { ArrowUpRight, Download } from 'lucide-react';
import type { Side } from '../../shared/model/comparison.ts';
import { saveSide, showSide } from '../store/pair-entry.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';

/** What can be done with the chosen path of a comparison on one of its sides. */
export const pairEntryActions: readonly Action[] = [
  {
    id: 'compare.showA',
    label: 'action.compare.showA',
    icon: ArrowUpRight,
    heardBy: 'window',
    when: (situation) => has(situation, 'a'),
    run: (situation) => onSide(situation, 'a', showSide),
  },
  {
    id: 'compare.showB',
    label: 'action.compare.showB',
    icon: ArrowUpRight,
    heardBy: 'window',
    when: (situation) => has(situation, 'b'),
    run: (situation) => onSide(situation, 'b', showSide),
  },
  {
    id: 'compare.saveA',
    label: 'action.compare.saveA',
    icon: Download,
    heardBy: 'window',
    when: (situation) => has(situation, 'a') && situation.row?.type === 'file',
    run: (situation) => onSide(situation, 'a', saveSide),
  },
  {
    id: 'compare.saveB',
    label: 'action.compare.saveB',
    icon: Download,
    heardBy: 'window',
    when: (situation) => has(situation, 'b') && situation.row?.type === 'file',
    run: (situation) => onSide(situation, 'b', saveSide),
  },
];

/** Whether the chosen path is there on a side; a moved one is, under its other name. */
function has({ comparison, row }: Situation, side: Side): boolean {
  if (comparison === null || row === null) return false;
  if (row.change === 'moved') return true;
  return (side === 'a' ? row.bytesBefore : row.bytesAfter) !== null;
}

async function onSide(
  { comparison, row }: Situation,
  side: Side,
  act: typeof saveSide,
): Promise<void> {
  if (comparison !== null && row !== null) await act({ comparison, node: row.node }, side);
}
