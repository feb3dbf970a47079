import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import type { ViewSession } from '../../engine/view-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';

export interface FileMenuProps {
  readonly session: ViewSession;
  /** What can be done with any line; opening and closing folders comes before it. */
  readonly items: () => readonly MenuItem[];
  readonly children: ReactElement;
}

/** The context menu of the line the cursor is on; pointing at a line puts the cursor there first. */
export function FileMenu({ session, items, children }: FileMenuProps) {
  const { t } = useText();
  useSyncExternalStore(session.subscribe, session.snapshot);
  const row = session.cursorRow();
  const { cursor } = session.snapshot();
  const folder: readonly MenuItem[] =
    row?.expandable === true
      ? [
          {
            kind: 'action',
            id: 'toggle',
            label: t(row.expanded ? 'files.collapse' : 'files.expand'),
            shortcut: 'Enter',
            onSelect: () => session.expand(cursor, !row.expanded),
          },
          {
            kind: 'action',
            id: 'deep',
            label: t('files.expandDeep'),
            onSelect: () => session.expand(cursor, true, true),
          },
          { kind: 'separator', id: 'folder-line' },
        ]
      : [];
  return <ContextMenu items={[...folder, ...items()]}>{children}</ContextMenu>;
}
