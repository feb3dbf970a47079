import { ChevronsDownUp, ListTree } from 'lucide-react';
import { useStore } from 'zustand';
import type { Failure } from '../../../shared/model/job.ts';
import type { ViewState } from '../../../shared/model/view.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { isFiltered } from '../../store/view.ts';
import type { ViewStore } from '../../store/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FilterBox } from './filter-box.tsx';
import { useFilterDraft } from './use-filter-draft.ts';

export interface FilterToolsProps {
  readonly session: ViewSession;
  readonly state: ViewState;
  readonly store: ViewStore;
  /** Why the pattern in the filter box was refused. */
  readonly failure: Failure | null;
}

/** The box that filters a tree by its paths. */
export function PathFilter({ session, state, store, failure }: FilterToolsProps) {
  const { t } = useText();
  const { initial, options, setOptions } = useStore(store);
  const { draft, setDraft, settle } = useFilterDraft(store);
  const filtered = isFiltered(options, initial);
  return (
    <FilterBox
      text={draft}
      mode={options.textMode}
      matches={filtered ? t('files.matches', { count: state.matches }) : null}
      error={failure === null ? null : failureText(failure, t)}
      onText={setDraft}
      onBlur={settle}
      onMode={(textMode) => setOptions({ textMode })}
      onLeave={() => {
        if (session.snapshot().cursor < 0) void session.moveTo(0);
      }}
    />
  );
}

/** The buttons that open and close the folders of a tree. */
export function FoldButtons() {
  const { t } = useText();
  return (
    <>
      <IconButton
        size="s"
        label={t('action.view.expandChanged')}
        shortcut={actionShortcut('view.expandChanged')}
        icon={<ListTree />}
        onClick={() => runAction('view.expandChanged')}
      />
      <IconButton
        size="s"
        label={t('action.view.collapseAll')}
        shortcut={actionShortcut('view.collapseAll')}
        icon={<ChevronsDownUp />}
        onClick={() => runAction('view.collapseAll')}
      />
    </>
  );
}
