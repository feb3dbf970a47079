import { FileDown } from 'lucide-react';
import { layersIn } from '../features/layers/range-moves.ts';
import { useExportStore } from '../store/export.ts';
import type { Action } from './action.ts';
import { meantImage } from './export-subject.ts';
import { fromContract } from './spec.ts';

/** Takes the chosen layers out whole. */
export const exportLayers: Action = {
  ...fromContract('export.layers'),
  icon: FileDown,
  when: ({ image, range }) => image !== null && range !== null,
  run: (situation) => {
    const choice = meantImage(situation);
    const { range } = situation;
    if (choice === null || range === null) return;
    useExportStore.getState().begin({ kind: 'layers', choice, layers: layersIn(range) });
  },
};
