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

/**
 * The context menu of what is meant. Pointing at a line puts the cursor there first, and chooses it alone unless it is
 * among the chosen.
 */
export function FileMenu({ session, items, children }: FileMenuProps) {
  const { t } = useText();
  useSyncExternalStore(session.subscribe, session.snapshot);
  const row = session.cursorRow();
  const { cursor } = session.snapshot();
  const folder: readonly MenuItem[] =
    row?.expandable === true && session.meantRow()?.node === row.node
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
