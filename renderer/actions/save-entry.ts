import { Download } from 'lucide-react';
import { formatBytes } from '../../shared/format/bytes.ts';
import { host } from '../engine/client.ts';
import { notify } from '../store/notices.ts';
import { saveSide } from '../store/pair-entry.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

export const saveEntry: Action = {
  ...fromContract('entry.save'),
  icon: Download,
  when: ({ row }) => row !== null && row.type === 'file',
  run: async ({ comparison, item, range, row }) => {
    if (comparison !== null && row !== null) {
      await saveSide({ comparison, node: row.node }, row.bytesAfter === null ? 'a' : 'b');
      return;
    }
    if (item === null || item.key === null || range === null || row === null) return;
    const layer = layerOfContent({ range, row });
    const saved = await host.call('entry.save', {
      grant: item.grant,
      image: item.key,
      layer,
      node: row.node,
    });
    if (saved === null) return;
    const { t, locale } = useSettingsStore.getState().texts;
    notify({
      tone: 'ok',
      title: t('notice.saved', { name: saved.name }),
      text: formatBytes(saved.bytes, locale),
    });
  },
};

/** The layer after which the file has the content that its row speaks of: for a removed one, before it went. */
function layerOfContent({ range, row }: Required<Pick<Situation, 'range' | 'row'>>): number {
  if (range === null) return 0;
  return row?.change === 'removed' ? Math.max(0, range.from) : range.to;
}
