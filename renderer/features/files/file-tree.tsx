import { useCallback, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ComponentType, CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import type { ViewSession } from '../../engine/view-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayoutStore } from '../../store/layout.ts';
import type { ViewStore } from '../../store/view.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { platformOf } from '../../styles/platform.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { columnTemplate, fittingColumns } from './columns.ts';
import type { ColumnSet } from './columns.ts';
import { FileHeader } from './file-header.tsx';
import { FileMenu } from './file-menu.tsx';
import { FileRow } from './file-row.tsx';
import type { FileCellProps } from './file-row.tsx';
import { pressMeaning } from './press-meaning.ts';
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
  /** The user drags something out of the window, at the icon of a line: what is chosen, or that line alone. */
  readonly onDragOut?: () => void;
}

/** Files as a tree with columns, of which several lines can be chosen. Rows are fetched as they come into sight. */
export function FileTree(props: FileTreeProps) {
  const { session, store, columns: set, Cell, wholeBytes, menu, onOpen, onDragOut } = props;
  const texts = useText();
  const { chosen, cursor, revealed, sight, state } = useSyncExternalStore(
    session.subscribe,
    session.snapshot,
  );
  const widths = useLayoutStore((layout) => layout.columnWidths);
  const [{ width, scrollBar }, setWidths] = useState({ width: 0, scrollBar: 0 });
  const rows = useRef<VirtualRowsHandle>(null);
  const tree = useRef<HTMLDivElement>(null);
  /** A chosen line that was pressed where it can be dragged: it is chosen alone unless it is dragged. */
  const held = useRef<number | null>(null);
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
    if (event.target !== event.currentTarget || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const used = pressTreeKey(
      { key: event.key, shift: event.shiftKey, control },
      { session, pageSize: rows.current?.pageSize() ?? 1, open: onOpen },
    );
    if (used) {
      event.preventDefault();
      typeAhead.reset();
    } else if (!control && event.key.length === 1 && event.key !== ' ') {
      typeAhead.type(event.key);
    }
  }

  function handlePointer(event: MouseEvent<HTMLElement>): void {
    held.current = null;
    const index = indexAt(event.target);
    if (index === null) return;
    // Without the default nothing could be dragged.
    if (!isHandle(event.target)) event.preventDefault();
    tree.current?.focus({ preventScroll: true });
    const row = session.row(index);
    const isAmongChosen = chosen > 0 && session.isMeant(index);
    switch (pressMeaning(event, platformOf(navigator.userAgent))) {
      case 'one':
        if (isTwisty(event.target) && row !== null) {
          session.expand(index, !row.expanded, event.altKey);
        } else if (isAmongChosen && isHandle(event.target)) held.current = index;
        else void session.moveTo(index);
        break;
      case 'toggle':
        session.choice.toggle(index);
        break;
      case 'range':
        session.choice.extend(index, false);
        break;
      case 'more':
        session.choice.extend(index, true);
        break;
      case 'menu':
        if (isAmongChosen) session.choice.step(index);
        else void session.moveTo(index);
        break;
      case 'none':
        break;
    }
  }

  function handleClick(): void {
    const index = held.current;
    held.current = null;
    if (index !== null) void session.moveTo(index);
  }

  function handleDoubleClick(event: MouseEvent<HTMLElement>): void {
    const index = indexAt(event.target);
    const row = index === null ? null : session.row(index);
    const isPlain = pressMeaning(event, platformOf(navigator.userAgent)) === 'one';
    if (index === null || row === null || !isPlain || isTwisty(event.target)) return;
    if (row.expandable) session.expand(index, !row.expanded);
    else onOpen();
  }

  return (
    <FileMenu session={session} items={menu}>
      <div
        ref={tree}
        className={styles.tree}
        data-choosing={chosen > 0 || undefined}
        style={style}
        role="treegrid"
        tabIndex={0}
        aria-label={texts.t('files.title')}
        aria-multiselectable="true"
        aria-rowcount={(state?.rowCount ?? 0) + 1}
        aria-activedescendant={cursor >= 0 ? `${prefix}-${cursor}` : undefined}
        onKeyDown={handleKey}
        onMouseDown={handlePointer}
        onClick={handleClick}
        onDoubleClick={handleDoubleClick}
        onDragStart={(event) => {
          event.preventDefault();
          held.current = null;
          onDragOut?.();
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
              selected={session.isMeant(index)}
              current={index === cursor}
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

function isTwisty(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-twisty]') !== null;
}

function indexAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const text = element?.getAttribute('data-index');
  return text === null || text === undefined ? null : Number(text);
}
