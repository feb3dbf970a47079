import { ArrowUpRight, Download } from 'lucide-react';
import type { Side } from '../../shared/model/comparison.ts';
import { saveSide, showSide } from '../store/pair-entry.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';

/** What can be done with the chosen path of a comparison on one of its sides. */
export const pairEntryActions: readonly Action[] = [
  showAction('compare.showA', 'a'),
  showAction('compare.showB', 'b'),
  saveAction('compare.saveA', 'a'),
  saveAction('compare.saveB', 'b'),
];

function showAction(id: 'compare.showA' | 'compare.showB', side: Side): Action {
  return {
    id,
    label: `action.${id}`,
    icon: ArrowUpRight,
    aboutPath: true,
    heardBy: 'window',
    when: (situation) => has(situation, side),
    run: (situation) => onSide(situation, side, showSide),
  };
}

function saveAction(id: 'compare.saveA' | 'compare.saveB', side: Side): Action {
  return {
    id,
    label: `action.${id}`,
    icon: Download,
    aboutPath: true,
    heardBy: 'window',
    when: (situation) => has(situation, side) && situation.row?.type === 'file',
    run: (situation) => onSide(situation, side, saveSide),
  };
}

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
