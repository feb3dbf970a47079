import { Download } from 'lucide-react';
import { saveSide } from '../store/pair-entry.ts';
import { saveVersion } from '../store/save-version.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

export const saveEntry: Action = {
  ...fromContract('entry.save'),
  icon: Download,
  aboutPath: true,
  when: ({ hit, row }) => (hit ?? row)?.type === 'file',
  run: async ({ comparison, hit, item, range, row }) => {
    const place = hit?.places[0];
    if (place !== undefined) await saveVersion(place);
    else if (row !== null && comparison !== null) {
      await saveSide({ comparison, node: row.node }, row.bytesAfter === null ? 'a' : 'b');
    } else if (row !== null && item !== null && item.key !== null && range !== null) {
      const layer = layerOfContent({ range, row });
      await saveVersion({ grant: item.grant, image: item.key, layer, node: row.node });
    }
  },
};

/** The layer after which the file has the content that its row speaks of: for a removed one, before it went. */
function layerOfContent({ range, row }: Required<Pick<Situation, 'range' | 'row'>>): number {
  if (range === null) return 0;
  return row?.change === 'removed' ? Math.max(0, range.from) : range.to;
}
