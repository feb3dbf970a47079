import { useEffect } from 'react';
import { changeKinds } from '../../../shared/model/change.ts';
import type { ViewOptions } from '../../../shared/model/view.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { engine } from '../../engine/client.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { FilesWish } from '../../store/comparison.ts';
import { reportFailure } from '../../store/follow.ts';
import { notify } from '../../store/notices.ts';
import { useSettingsStore } from '../../store/settings.ts';
import { unfiltered, usePairViewStore } from '../../store/view.ts';
import { usePairSelection } from './files-selection.ts';

/** Shows what another part of the comparison asks for, as soon as there is a tree to show it in. */
export function useFilesWish(comparison: number, session: ViewSession | null): void {
  const wish = useComparisonStore((state) => state.filesWish);
  useEffect(() => {
    if (wish === null || session === null) return;
    useComparisonStore.getState().takeFilesWish();
    void grant(comparison, session, wish);
  }, [comparison, session, wish]);
}

async function grant(comparison: number, session: ViewSession, wish: FilesWish): Promise<void> {
  const { initial, options, setOptions } = usePairViewStore.getState();
  if (wish.kinds !== null || wish.timeOnly) {
    setOptions({
      ...unfiltered(initial),
      ...(wish.kinds === null ? {} : { kinds: wish.kinds }),
      timeOnly: wish.timeOnly || options.timeOnly,
    });
  }
  if (wish.path !== null) await showPath(comparison, session, wish.path);
}

/** Puts the cursor on a path; what hides it is taken off. */
async function showPath(comparison: number, session: ViewSession, path: string): Promise<void> {
  const { t } = useSettingsStore.getState().texts;
  const shown = `/${visibleLine(path)}`;
  try {
    const node = await engine.call('compare.find', { comparison, path });
    if (node === null) {
      notify({ tone: 'note', title: t('reveal.none'), text: shown });
      return;
    }
    usePairSelection.getState().choose(comparison, node);
    if (await session.reveal(node)) return;
    const { change, reasons } = await engine.call('compare.describe', { comparison, node });
    const { initial, setOptions } = usePairViewStore.getState();
    const timeOnly = reasons.length === 1 && reasons[0] === 'mtime';
    const more: Partial<ViewOptions> = {
      ...(change === 'unchanged' ? { kinds: changeKinds } : {}),
      ...(timeOnly ? { timeOnly } : {}),
    };
    usePairSelection.getState().choose(comparison, node);
    setOptions({ ...unfiltered(initial), ...more });
  } catch (thrown) {
    reportFailure(t('reveal.failed', { path: shown }), thrown);
  }
}
