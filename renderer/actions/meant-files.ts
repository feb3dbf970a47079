import { maxChosenNodes } from '../../shared/model/view.ts';
import { notify } from '../store/notices.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { ViewSession } from '../engine/view-session.ts';

/** Files and folders of a tree that are to be taken out. */
export interface MeantFiles {
  readonly nodes: readonly number[];
  /** Of them those that are not there any more. */
  readonly removed: number;
}

/** What is chosen in a tree, or what its cursor is on. Null, and the reason told, where that is too much at once. */
export async function meantFiles(session: ViewSession): Promise<MeantFiles | null> {
  const row = session.meantRow();
  if (row !== null) return { nodes: [row.node], removed: row.change === 'removed' ? 1 : 0 };
  const { nodes, removed } = await session.chosenFiles();
  if (nodes !== null) return nodes.length === 0 ? null : { nodes, removed };
  const { t } = useSettingsStore.getState().texts;
  notify({
    tone: 'error',
    title: t('export.files.tooMany'),
    text: t('export.files.tooMany.text', { most: maxChosenNodes }),
  });
  return null;
}
