import { History } from 'lucide-react';
import { engine } from '../engine/client.ts';
import { showLife } from '../store/life.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

/** Tells what every layer did to the chosen path; in a comparison on the side that has it, B before A. */
export const showEntryLife: Action = {
  ...fromContract('entry.life'),
  icon: History,
  aboutPath: true,
  when: ({ comparison, hit, image, row }) =>
    hit !== null || (row !== null && (comparison !== null || image !== null)),
  run: async ({ comparison, hit, item, range, row }) => {
    const place = hit?.places[0];
    if (place !== undefined) {
      const { grant, image, node, layer } = place;
      showLife({ grant, key: image, node, layer });
    } else if (row !== null && comparison !== null) await showSideLife(comparison, row.node);
    else if (row !== null && item !== null && item.key !== null) {
      const { grant, key } = item;
      showLife({ grant, key, node: row.node, layer: range?.to ?? null });
    }
  },
};

async function showSideLife(comparison: number, node: number): Promise<void> {
  const [value, detail] = await Promise.all([
    engine.call('compare.read', { comparison }),
    engine.call('compare.describe', { comparison, node }),
  ]);
  const side = detail.b === null ? 'a' : 'b';
  const entry = detail[side];
  if (entry === null) return;
  const { grant, image: key, layer } = value[side].point;
  showLife({ grant, key, node: entry.node, layer: Math.max(0, layer) });
}
