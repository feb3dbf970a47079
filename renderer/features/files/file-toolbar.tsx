import { ChevronsDownUp, ListTree } from 'lucide-react';
import { useEffect, useState } from 'react';
import { actionShortcut } from '../../actions/spec.ts';
import { runAction } from '../../actions/run.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { isFiltered, useViewStore } from '../../store/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { Failure } from '../../../shared/model/job.ts';
import type { ViewState } from '../../../shared/model/view.ts';
import { FilterBox } from './filter-box.tsx';
import { KindToggles } from './kind-toggles.tsx';
import { SizeFilter } from './size-filter.tsx';
import styles from './file-toolbar.module.css';

/** Milliseconds to wait for the next letter before the engine is asked. */
const typingPause = 140;

export interface FileToolbarProps {
  readonly session: ViewSession;
  readonly state: ViewState;
  /** Why the pattern in the filter box was refused. */
  readonly failure: Failure | null;
}

export function FileToolbar({ session, state, failure }: FileToolbarProps) {
  const { t } = useText();
  const options = useViewStore((view) => view.options);
  const setOptions = useViewStore((view) => view.setOptions);
  const [draft, setDraft] = useState(options.text);
  const [taken, setTaken] = useState(options.text);
  if (taken !== options.text) {
    setTaken(options.text);
    setDraft(options.text);
  }

  useEffect(() => {
    if (draft === options.text) return undefined;
    const timer = setTimeout(() => {
      setTaken(draft);
      setOptions({ text: draft });
    }, typingPause);
    return () => clearTimeout(timer);
  }, [draft, options.text, setOptions]);

  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('files.toolbar')}>
      <div className={styles.tools}>
        <FilterBox
          text={draft}
          mode={options.textMode}
          matches={isFiltered(options) ? t('files.matches', { count: state.matches }) : null}
          error={failure === null ? null : failureText(failure, t)}
          onText={setDraft}
          onMode={(textMode) => setOptions({ textMode })}
          onLeave={() => {
            if (session.snapshot().cursor < 0) void session.moveTo(0);
          }}
        />
        <span className={styles.buttons}>
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
        </span>
        <KindToggles
          counts={state.changes}
          kinds={options.kinds}
          onKinds={(kinds) => setOptions({ kinds })}
        />
        <SizeFilter
          minBytes={options.minBytes}
          maxBytes={options.maxBytes}
          onChange={(minBytes, maxBytes) => setOptions({ minBytes, maxBytes })}
        />
      </div>
    </div>
  );
}
