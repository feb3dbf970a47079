import { ChevronRight } from 'lucide-react';
import { useCallback, useId, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { gridKey } from './tree-grid-keys.ts';
import styles from './tree-grid.module.css';
import { VirtualRows } from './virtual-rows.tsx';
import type { VirtualRowsHandle } from './virtual-rows.tsx';

export interface GridColumn {
  readonly key: string;
  readonly label: string;
  /** The label is for screen readers alone. */
  readonly spoken?: boolean;
  /** A track of a CSS grid, such as `minmax(90px, 1fr)`. */
  readonly width: string;
  /** Numbers stand at the end of their column. */
  readonly end?: boolean;
}

/** One line: a cell for each column, and its place in the tree. */
export interface GridLine {
  readonly cells: readonly ReactNode[];
  /** Columns that each cell takes, where not every cell takes one. */
  readonly spans?: readonly number[];
  /** Depth, from 1. */
  readonly level?: number;
  /** Whether the lines below it are shown; absent for one that has none. */
  readonly expanded?: boolean;
  /** A heading of the lines below it. */
  readonly heading?: boolean;
}

export interface TreeGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Without it the columns have no line of their own: headings among the lines name them. */
  readonly withHeader?: boolean;
  readonly count: number;
  /** Null while the line is on its way. */
  readonly line: (index: number) => GridLine | null;
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  /** Opens or closes a line. */
  readonly onExpand?: (index: number, expanded: boolean) => void;
  /** The line that one is below; null at the top. */
  readonly parentOf?: (index: number) => number | null;
  /** Enter or a double click on a line that does not open others. */
  readonly onOpen?: (index: number) => void;
  /** Told which lines are drawn. */
  readonly onWindow?: (first: number, count: number) => void;
  readonly rowHeight?: number;
}

/**
 * A tree of any length with columns, whose first one has the arrows that open and close. The arrow keys go through it;
 * only the lines in sight exist.
 */
export function TreeGrid(props: TreeGridProps) {
  const { label, columns, withHeader = true, count, line, rowHeight = 26 } = props;
  const { onExpand, onOpen, onCurrent, parentOf, onWindow = ignoreWindow } = props;
  const grid = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualRowsHandle>(null);
  const [scrollBar, setScrollBar] = useState(0);
  const prefix = useId();
  const current = Math.min(props.current, count - 1);
  const measure = useCallback((_: number, bar: number) => setScrollBar(bar), []);
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': columns.map(({ width }) => width).join(' '),
    '--line-height': `${rowHeight}px`,
    '--scroll-bar': `${scrollBar}px`,
  };

  function goTo(index: number): void {
    const next = Math.max(0, Math.min(count - 1, index));
    onCurrent(next);
    rows.current?.reveal(next);
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || count === 0) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = gridKey(event.key, {
      current,
      count,
      pageSize: rows.current?.pageSize() ?? 1,
      expanded: line(current)?.expanded ?? null,
      parent: parentOf?.(current) ?? null,
    });
    if (step === null) return;
    event.preventDefault();
    if (step.kind === 'go') goTo(step.index);
    else if (step.kind === 'expand') onExpand?.(current, step.expanded);
    else if (step.kind === 'open') onOpen?.(current);
  }

  function handlePress(event: MouseEvent): void {
    const index = indexAt(event.target);
    if (index === null || isControl(event.target)) return;
    event.preventDefault();
    grid.current?.focus({ preventScroll: true });
    onCurrent(index);
    const expanded = line(index)?.expanded;
    if (isTwisty(event.target) && event.button === 0 && expanded !== undefined) {
      onExpand?.(index, !expanded);
    }
  }

  function handleDoubleClick(event: MouseEvent): void {
    const index = indexAt(event.target);
    if (index === null || isControl(event.target) || isTwisty(event.target)) return;
    const expanded = line(index)?.expanded;
    if (expanded === undefined) onOpen?.(index);
    else onExpand?.(index, !expanded);
  }

  return (
    <div
      ref={grid}
      className={styles.grid}
      style={style}
      role="treegrid"
      aria-label={label}
      aria-rowcount={count + (withHeader ? 1 : 0)}
      aria-activedescendant={count > 0 ? `${prefix}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={handleKey}
      onMouseDown={handlePress}
      onDoubleClick={handleDoubleClick}
      onFocus={(event) => {
        // A press beside the lines would leave the keys with what scrolls.
        if (event.target.role === 'rowgroup') grid.current?.focus({ preventScroll: true });
      }}
    >
      {withHeader && (
        <div role="rowgroup" className={styles.head}>
          <div className={styles.headRow} role="row" aria-rowindex={1}>
            {columns.map((column) => (
              <div
                key={column.key}
                role="columnheader"
                className={classes(styles.headCell, column.end === true && styles.end)}
              >
                {column.spoken === true ? (
                  <span className={styles.spoken}>{column.label}</span>
                ) : (
                  column.label
                )}
              </div>
            ))}
          </div>
        </div>
      )}
      <VirtualRows
        ref={rows}
        count={count}
        rowHeight={rowHeight}
        role="rowgroup"
        onWindow={onWindow}
        onWidth={measure}
      >
        {(index) => (
          <Line
            id={`${prefix}-${index}`}
            index={index}
            rowIndex={index + (withHeader ? 2 : 1)}
            columns={columns}
            line={line(index)}
            selected={index === current}
          />
        )}
      </VirtualRows>
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly index: number;
  readonly rowIndex: number;
  readonly columns: readonly GridColumn[];
  readonly line: GridLine | null;
  readonly selected: boolean;
}

function Line({ id, index, rowIndex, columns, line, selected }: LineProps) {
  const level = line?.level ?? 1;
  return (
    <div
      id={id}
      className={styles.row}
      role="row"
      aria-rowindex={rowIndex}
      aria-level={level}
      aria-expanded={line?.expanded}
      aria-selected={selected}
      aria-busy={line === null ? true : undefined}
      data-index={index}
      data-heading={line?.heading === true || undefined}
    >
      {cellColumns(columns, line).map(({ column, span }, position) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colspan={span > 1 ? span : undefined}
          className={classes(styles.cell, column.end === true && styles.end)}
          style={{
            ...(span > 1 && { gridColumn: `span ${span}` }),
            ...(position === 0 && { paddingLeft: (level - 1) * indent }),
          }}
        >
          {position === 0 && <Twisty expanded={line?.expanded} />}
          {line === null && position === 0 ? (
            <span className={styles.skeleton} />
          ) : (
            line?.cells[position]
          )}
        </div>
      ))}
    </div>
  );
}

/** The column that each cell begins in, and how many it takes. */
function cellColumns(
  columns: readonly GridColumn[],
  line: GridLine | null,
): readonly { readonly column: GridColumn; readonly span: number }[] {
  const cells: { readonly column: GridColumn; readonly span: number }[] = [];
  for (let at = 0, span = 1; at < columns.length; at += span) {
    span = line?.spans?.[cells.length] ?? 1;
    const column = columns[at];
    if (column !== undefined) cells.push({ column, span });
  }
  return cells;
}

/** Pixels by which a line stands further in than the one it is below. */
const indent = 18;

function Twisty({ expanded }: { readonly expanded: boolean | undefined }) {
  if (expanded === undefined) return <span className={styles.noTwisty} />;
  return (
    <ChevronRight
      className={styles.twisty}
      data-twisty=""
      data-expanded={expanded || undefined}
      aria-hidden="true"
    />
  );
}

/** For lists that are all at hand. */
function ignoreWindow(): void {}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null;
}

function isTwisty(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-twisty]') !== null;
}

function indexAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const text = element?.getAttribute('data-index');
  return text === null || text === undefined ? null : Number(text);
}
