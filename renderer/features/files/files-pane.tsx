import { FileSearch, FolderOpen, RotateCw, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useSyncExternalStore } from 'react';
import type { Translate } from '../../../shared/i18n/t.ts';
import type { Failure } from '../../../shared/model/job.ts';
import type { FilesExport } from '../../../shared/model/export.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { StackRange } from '../../../shared/model/view.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import type { ViewTarget } from '../../engine/view-target.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { dragOut } from '../../store/drag-out.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { isFiltered, unfiltered, useViewStore } from '../../store/view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { meantFiles } from '../../actions/meant-files.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { stackColumns } from './columns.ts';
import { FileCell } from './file-row.tsx';
import { FileTree } from './file-tree.tsx';
import { FileToolbar } from './file-toolbar.tsx';
import { FilesSkeleton } from './files-skeleton.tsx';
import { patternFailure } from './pattern-failure.ts';
import { UnreadLayers } from './unread-layers.tsx';
import { useViewSession } from './use-view-session.ts';
import type { NodeChoice } from './use-view-session.ts';
import styles from './files-pane.module.css';

const imageChoice: NodeChoice = {
  node: () => useSelectionStore.getState().node,
  setNode: (node) => useSelectionStore.getState().setNode(node),
};

export interface FilesPaneProps {
  readonly grant: Grant;
  /** Key of an image that has been read. */
  readonly image: string;
  readonly range: StackRange;
  /** Layers up to the upper end that could not be read. */
  readonly unread: readonly number[];
}

/** The files of an image after a layer, with the tools to search among them. */
export function FilesPane({ grant, image, range, unread }: FilesPaneProps) {
  const target: ViewTarget = { kind: 'image', grant, image };
  const session = useViewSession(target, range, useViewStore, imageChoice);
  if (session === null) return <FilesSkeleton />;
  return (
    <SessionPane session={session} grant={grant} image={image} range={range} unread={unread} />
  );
}

interface SessionPaneProps extends FilesPaneProps {
  readonly session: ViewSession;
}

function SessionPane({ session, grant, image, range, unread }: SessionPaneProps) {
  // None of the layers could be read: that nothing is there to see says nothing about the image.
  const allUnread = unread.length > range.to;
  const { t } = useText();
  const { busy, failure, state } = useSyncExternalStore(session.subscribe, session.snapshot);
  const options = useViewStore((view) => view.options);
  const setOptions = useViewStore((view) => view.setOptions);
  const setInspectorOpen = useLayoutStore((layout) => layout.setInspectorOpen);
  // The tree and its tools are much to build: it is done in pieces between frames, below the bones of it.
  const begun = useDeferredValue(state !== null);
  if (state === null || !begun) {
    return failure === null ? <FilesSkeleton /> : <FilesFailure failure={failure} />;
  }
  const badPattern = patternFailure(failure);
  return (
    <section className={styles.pane} aria-label={t('files.title')}>
      <FileToolbar state={state} session={session} store={useViewStore} failure={badPattern} />
      <span className={styles.wait} data-busy={busy || undefined}>
        <ProgressBar value={null} label={t('files.busy')} />
      </span>
      {!allUnread && <UnreadLayers layers={unread} />}
      {failure !== null && badPattern === null && <FilesFailure failure={failure} />}
      {(failure === null || badPattern !== null) && state.rowCount > 0 && (
        <FileTree
          session={session}
          store={useViewStore}
          columns={stackColumns}
          Cell={FileCell}
          wholeBytes={state.totalBytes}
          menu={() => stackMenu(t)}
          onOpen={() => setInspectorOpen(true)}
          onDragOut={() => void dragMeant(session, { grant, image, layer: range.to })}
        />
      )}
      {(failure === null || badPattern !== null) && state.rowCount === 0 && (
        <div className={styles.empty}>
          {isFiltered(options) ? (
            <EmptyState
              icon={<FileSearch />}
              title={t('files.noMatch')}
              actions={
                <Button onClick={() => setOptions(unfiltered())}>{t('files.clearFilter')}</Button>
              }
            >
              {t('files.noMatch.text')}
            </EmptyState>
          ) : (
            <EmptyState icon={<FolderOpen />} title={t(allUnread ? 'files.unread' : 'files.empty')}>
              {t(allUnread ? 'files.unread.text' : 'files.empty.text')}
            </EmptyState>
          )}
        </div>
      )}
    </section>
  );
}

/** Drags what is chosen out of the window. */
async function dragMeant(
  session: ViewSession,
  from: Pick<FilesExport, 'grant' | 'image' | 'layer'>,
): Promise<void> {
  await dragOut(async () => {
    const files = await meantFiles(session);
    if (files === null) return null;
    const { nodes } = files;
    const how = { alone: false, format: 'folder', special: false } as const;
    return { what: 'files', ...from, ...how, nodes };
  });
}

/** What can be done with what is chosen. */
function stackMenu(t: Translate): readonly MenuItem[] {
  return [
    actionItem('entry.copyPath', t),
    actionItem('entry.copyName', t),
    actionItem('entry.save', t),
    actionItem('export.files', t),
    { kind: 'separator', id: 'line' },
    actionItem('entry.life', t),
    actionItem('layer.showOrigin', t),
    { kind: 'separator', id: 'view-line' },
    actionItem('view.expandChanged', t),
    actionItem('view.collapseAll', t),
  ];
}

export interface FilesFailureProps {
  readonly failure: Failure;
  /** Tries once more; without it there is nothing to try. */
  readonly onRetry?: () => void;
}

/** Why there are no files to see. A reading that the user ended is no error. */
export function FilesFailure({ failure, onRetry }: FilesFailureProps) {
  const { t } = useText();
  const ended = failure.code === 'cancelled';
  return (
    <EmptyState
      icon={ended ? <FolderOpen /> : <TriangleAlert />}
      title={t(ended ? 'files.cancelled' : 'files.failed')}
      tone={ended ? 'neutral' : 'error'}
      actions={
        onRetry !== undefined && (
          <Button icon={<RotateCw />} onClick={onRetry}>
            {t(ended ? 'files.read' : 'action.source.retry')}
          </Button>
        )
      }
    >
      {ended ? t('files.cancelled.text') : failureText(failure, t)}
    </EmptyState>
  );
}
