import { useCallback, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ComponentType, CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import type { Row } from '../../../shared/model/view.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayoutStore } from '../../store/layout.ts';
import type { ViewStore } from '../../store/view.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { columnTemplate, fittingColumns } from './columns.ts';
import type { ColumnSet } from './columns.ts';
import { FileHeader } from './file-header.tsx';
import { FileMenu } from './file-menu.tsx';
import { FileRow } from './file-row.tsx';
import type { FileCellProps } from './file-row.tsx';
import { pressTreeKey } from './tree-keys.ts';
import { useTypeAhead } from './use-type-ahead.ts';
import styles from './file-tree.module.css';

/** Pixels; the same as --row-height. */
const rowHeight = 24;

export interface FileTreeProps {
  readonly session: ViewSession;
  /** The options that the session shows. */
  readonly store: ViewStore;
  readonly columns: ColumnSet;
  readonly Cell: ComponentType<FileCellProps>;
  /** What bars in cells are a share of, in bytes. */
  readonly wholeBytes: number;
  /** What can be done with the line the cursor is on. */
  readonly menu: () => readonly MenuItem[];
  /** A file was opened, with Enter or a double click. */
  readonly onOpen: () => void;
  /** The user drags a line out of the window, at its icon. */
  readonly onDragOut?: (row: Row) => void;
}

/** Files as a tree with columns. Rows are fetched as they come into sight. */
export function FileTree(props: FileTreeProps) {
  const { session, store, columns: set, Cell, wholeBytes, menu, onOpen, onDragOut } = props;
  const texts = useText();
  const { cursor, revealed, sight, state } = useSyncExternalStore(
    session.subscribe,
    session.snapshot,
  );
  const widths = useLayoutStore((layout) => layout.columnWidths);
  const [{ width, scrollBar }, setWidths] = useState({ width: 0, scrollBar: 0 });
  const rows = useRef<VirtualRowsHandle>(null);
  const tree = useRef<HTMLDivElement>(null);
  const typeAhead = useTypeAhead(session);
  const prefix = useId();
  const columns = fittingColumns(set, width, widths);
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': columnTemplate(columns, widths),
    '--scroll-bar': `${scrollBar}px`,
  };
  const measure = useCallback(
    (rowWidth: number, barWidth: number) => setWidths({ width: rowWidth, scrollBar: barWidth }),
    [],
  );
  const show = useCallback((first: number, count: number) => session.show(first, count), [session]);

  useLayoutEffect(() => {
    if (sight >= 0) rows.current?.reveal(sight);
    // Only a request brings a line into sight: scrolling away from it is allowed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [revealed]);

  function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const used = pressTreeKey(event.key, {
      session,
      pageSize: rows.current?.pageSize() ?? 1,
      open: onOpen,
    });
    if (used) {
      event.preventDefault();
      typeAhead.reset();
    } else if (event.key.length === 1 && event.key !== ' ') {
      typeAhead.type(event.key);
    }
  }

  function handlePointer(event: MouseEvent<HTMLElement>): void {
    const index = indexAt(event.target);
    if (index === null) return;
    // Without the default nothing could be dragged.
    if (!isHandle(event.target)) event.preventDefault();
    tree.current?.focus({ preventScroll: true });
    const row = session.row(index);
    const onTwisty =
      event.target instanceof Element && event.target.closest('[data-twisty]') !== null;
    if (onTwisty && event.button === 0 && row !== null)
      session.expand(index, !row.expanded, event.altKey);
    else void session.moveTo(index);
  }

  function handleDoubleClick(event: MouseEvent<HTMLElement>): void {
    const index = indexAt(event.target);
    const row = index === null ? null : session.row(index);
    if (index === null || row === null) return;
    if (event.target instanceof Element && event.target.closest('[data-twisty]') !== null) return;
    if (row.expandable) session.expand(index, !row.expanded);
    else onOpen();
  }

  return (
    <FileMenu session={session} items={menu}>
      <div
        ref={tree}
        className={styles.tree}
        style={style}
        role="treegrid"
        tabIndex={0}
        aria-label={texts.t('files.title')}
        aria-rowcount={(state?.rowCount ?? 0) + 1}
        aria-activedescendant={cursor >= 0 ? `${prefix}-${cursor}` : undefined}
        onKeyDown={handleKey}
        onMouseDown={handlePointer}
        onDoubleClick={handleDoubleClick}
        onDragStart={(event) => {
          event.preventDefault();
          const index = indexAt(event.target);
          const row = index === null ? null : session.row(index);
          if (row !== null) onDragOut?.(row);
        }}
        onFocus={(event) => {
          if (event.target.role !== 'rowgroup') return;
          // A press beside the lines, or on what can be dragged, would leave the keys with the scroller. Not at once: where
          // the focus moves on during a press, Chromium takes the press for used up, and nothing can be dragged.
          requestAnimationFrame(() => tree.current?.focus({ preventScroll: true }));
        }}
      >
        <FileHeader columns={columns} store={store} />
        <VirtualRows
          ref={rows}
          count={state?.rowCount ?? 0}
          rowHeight={rowHeight}
          role="rowgroup"
          onWindow={show}
          onWidth={measure}
        >
          {(index) => (
            <FileRow
              id={`${prefix}-${index}`}
              index={index}
              row={session.row(index)}
              columns={columns}
              Cell={Cell}
              selected={index === cursor}
              wholeBytes={wholeBytes}
              texts={texts}
            />
          )}
        </VirtualRows>
      </div>
    </FileMenu>
  );
}

/** True for the part of a line that can be dragged. */
function isHandle(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[draggable="true"]') !== null;
}

function indexAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const text = element?.getAttribute('data-index');
  return text === null || text === undefined ? null : Number(text);
}
