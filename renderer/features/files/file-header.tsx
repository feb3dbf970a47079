import { ArrowDown, ArrowUp } from 'lucide-react';
import type { PointerEvent } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../i18n/use-text.ts';
import { useLayoutStore } from '../../store/layout.ts';
import type { ViewStore } from '../../store/view.ts';
import { clampWidth, columnWidth } from './columns.ts';
import type { Column } from './columns.ts';
import styles from './file-header.module.css';

export interface FileHeaderProps {
  readonly columns: readonly Column[];
  readonly store: ViewStore;
}

export function FileHeader({ columns, store }: FileHeaderProps) {
  return (
    <div className={styles.header} role="row" aria-rowindex={1}>
      {columns.map((column) => (
        <HeaderCell key={column.id} column={column} store={store} />
      ))}
    </div>
  );
}

interface HeaderCellProps {
  readonly column: Column;
  readonly store: ViewStore;
}

function HeaderCell({ column, store }: HeaderCellProps) {
  const { t } = useText();
  const sorted = useStore(store, (state) => state.options.sort === column.id);
  const descending = useStore(store, (state) => state.options.descending);
  const setOptions = useStore(store, (state) => state.setOptions);
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <div
      className={styles.cell}
      role="columnheader"
      aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        data-align={column.align}
        data-sorted={sorted || undefined}
        aria-label={column.id === 'change' ? t(column.label) : undefined}
        onClick={() =>
          setOptions({
            sort: column.id,
            descending: sorted ? !descending : column.largestFirst === true,
          })
        }
      >
        <span className={styles.label}>{column.id === 'change' ? '±' : t(column.label)}</span>
        {sorted && <Arrow />}
      </button>
      {column.width !== null && column.id !== 'change' && <Sizer column={column} />}
    </div>
  );
}

/** The line at the start of a column that changes its width: dragged, or moved with the arrow keys. */
function Sizer({ column }: { readonly column: Column }) {
  const { t } = useText();
  const width = useLayoutStore((state) => columnWidth(column, state.columnWidths));
  const setColumnWidth = useLayoutStore((state) => state.setColumnWidth);

  function drag(event: PointerEvent<HTMLElement>): void {
    const sizer = event.currentTarget;
    const start = event.clientX;
    sizer.setPointerCapture(event.pointerId);
    const move = ({ clientX }: globalThis.PointerEvent): void =>
      setColumnWidth(column.id, clampWidth(column, width + start - clientX));
    sizer.addEventListener('pointermove', move);
    sizer.addEventListener(
      'lostpointercapture',
      () => sizer.removeEventListener('pointermove', move),
      {
        once: true,
      },
    );
  }

  return (
    <span
      className={styles.sizer}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('column.resize', { column: t(column.label) })}
      aria-valuenow={width}
      aria-valuemin={column.minWidth}
      aria-valuemax={400}
      onPointerDown={drag}
      onDoubleClick={() => setColumnWidth(column.id, column.width ?? width)}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowLeft' ? 8 : event.key === 'ArrowRight' ? -8 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        setColumnWidth(column.id, clampWidth(column, width + step));
      }}
    />
  );
}
