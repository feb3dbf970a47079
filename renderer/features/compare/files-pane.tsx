import { Equal, FileSearch } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Translate } from '../../../shared/i18n/t.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import type { ViewSession } from '../../engine/view-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { isFiltered, unfiltered, usePairViewStore } from '../../store/view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { FileTree } from '../files/file-tree.tsx';
import { FilesFailure } from '../files/files-pane.tsx';
import { FilesSkeleton } from '../files/files-skeleton.tsx';
import { patternFailure } from '../files/pattern-failure.ts';
import pane from '../files/files-pane.module.css';
import { PairCell } from './files-cell.tsx';
import { pairColumns } from './files-columns.ts';
import { churnBytes } from './files-difference.ts';
import { FilesToolbar } from './files-toolbar.tsx';
import { TimesLine } from './files-times.tsx';

export interface PairFilesProps {
  readonly session: ViewSession | null;
  readonly value: Comparison;
  /** A file was opened, with Enter or a double click. */
  readonly onOpen: () => void;
}

/** The files of both sides in one tree, with the tools to search among them. */
export function PairFiles({ session, ...rest }: PairFilesProps) {
  return session === null ? <FilesSkeleton /> : <PairTree session={session} {...rest} />;
}

interface PairTreeProps extends PairFilesProps {
  readonly session: ViewSession;
}

function PairTree({ session, value, onOpen }: PairTreeProps) {
  const { t } = useText();
  const { busy, failure, state } = useSyncExternalStore(session.subscribe, session.snapshot);
  if (state === null) {
    return failure === null ? <FilesSkeleton /> : <FilesFailure failure={failure} />;
  }
  const badPattern = patternFailure(failure);
  const usable = failure === null || badPattern !== null;
  return (
    <section className={pane.pane} aria-label={t('files.title')}>
      <FilesToolbar
        value={value}
        state={state}
        session={session}
        store={usePairViewStore}
        failure={badPattern}
      />
      <span className={pane.wait} data-busy={busy || undefined}>
        <ProgressBar value={null} label={t('files.busy')} />
      </span>
      {!usable && <FilesFailure failure={failure} />}
      {usable && state.rowCount > 0 && (
        <FileTree
          session={session}
          store={usePairViewStore}
          columns={pairColumns}
          Cell={PairCell}
          wholeBytes={churnBytes(value.files)}
          menu={() => pairMenu(t)}
          onOpen={onOpen}
        />
      )}
      {usable && state.rowCount === 0 && (
        <div className={pane.empty}>
          <NothingShown timeOnly={state.timeOnly} />
        </div>
      )}
      <TimesLine count={state.timeOnly} />
    </section>
  );
}

/** Why the tree is empty: the filter, or that the two are the same. */
function NothingShown({ timeOnly }: { readonly timeOnly: number }) {
  const { t } = useText();
  const { initial, options, setOptions } = useStore(usePairViewStore);
  if (isFiltered(options, initial)) {
    return (
      <EmptyState
        icon={<FileSearch />}
        title={t('files.noMatch')}
        actions={
          <Button onClick={() => setOptions(unfiltered(initial))}>{t('files.clearFilter')}</Button>
        }
      >
        {t('files.noMatch.text')}
      </EmptyState>
    );
  }
  const onlyTimes = timeOnly > 0 && !options.timeOnly;
  return (
    <EmptyState
      icon={<Equal />}
      title={t('compareFiles.same')}
      actions={
        onlyTimes && (
          <Button onClick={() => setOptions({ timeOnly: true })}>
            {t('compareFiles.times.show')}
          </Button>
        )
      }
    >
      {onlyTimes ? t('compareFiles.same.times', { count: timeOnly }) : t('compareFiles.same.text')}
    </EmptyState>
  );
}

/** What can be done with what is chosen. */
function pairMenu(t: Translate): readonly MenuItem[] {
  return [
    actionItem('entry.copyPath', t),
    actionItem('entry.copyName', t),
    { kind: 'separator', id: 'path-line' },
    actionItem('compare.showA', t),
    actionItem('compare.showB', t),
    actionItem('compare.saveA', t),
    actionItem('compare.saveB', t),
    actionItem('entry.life', t),
    { kind: 'separator', id: 'view-line' },
    actionItem('view.nextChange', t),
    actionItem('view.previousChange', t),
    actionItem('view.expandChanged', t),
    actionItem('view.collapseAll', t),
  ];
}
