import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, Ref } from 'react';
import { emptyQuery } from '../../../shared/model/search.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { searchSession, useSearchStore } from '../../store/search.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { fittingHitColumns, hitTemplate } from './hit-columns.ts';
import type { HitColumn } from './hit-columns.ts';
import { pressHitKey } from './hit-keys.ts';
import { HitRow, endColumns } from './hit-row.tsx';
import { searchFieldId } from './search-field-id.ts';
import styles from './hit-grid.module.css';

const rowHeight = 26;

/** The element id of the list of hits, and what those of its lines begin with. */
export const hitGridId = 'search-hits';

export interface HitGridHandle {
  readonly pageSize: () => number;
}

export interface HitGridProps {
  /** What is shown was found for something that is no longer asked for. */
  readonly stale: boolean;
  readonly ref: Ref<HitGridHandle>;
}

/** All that was found, line by line. Lines are fetched as they come into sight. */
export function HitGrid({ stale, ref }: HitGridProps) {
  const texts = useText();
  const { t } = texts;
  const { cursor, results, revealed, shown, sight } = useSyncExternalStore(
    searchSession.subscribe,
    searchSession.snapshot,
  );
  const sources = useSourcesStore((state) => state.sources);
  const [{ width, scrollBar }, setWidths] = useState({ width: 0, scrollBar: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualRowsHandle>(null);
  const columns = fittingHitColumns(width);
  const count = results?.count ?? 0;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--columns': hitTemplate(columns),
    '--scroll-bar': `${scrollBar}px`,
  };
  const show = useCallback((first: number, drawn: number) => searchSession.show(first, drawn), []);
  const measure = useCallback(
    (rowWidth: number, barWidth: number) => setWidths({ width: rowWidth, scrollBar: barWidth }),
    [],
  );
  const pageSize = (): number => rows.current?.pageSize() ?? 1;

  useImperativeHandle(ref, () => ({ pageSize }));

  useLayoutEffect(() => {
    rows.current?.reveal(Math.max(0, sight));
    // Only a request brings a line into sight: scrolling away from it is allowed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [revealed]);

  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    const { key, currentTarget, target } = event;
    if (target !== currentTarget || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      // Text that was marked with the mouse is what is copied.
      if (key !== 'c' || event.shiftKey || window.getSelection()?.isCollapsed === false) return;
      runAction('entry.copyPath');
      event.preventDefault();
      return;
    }
    const upAndOut = key === 'ArrowUp' && cursor <= 0;
    if (upAndOut || (key.length === 1 && key !== ' ')) {
      // A letter goes where the focus is when its key has been heard: into the field.
      document.querySelector<HTMLElement>(`#${searchFieldId}`)?.focus();
      if (upAndOut) event.preventDefault();
      return;
    }
    const open = (): void => runAction('search.show');
    if (key === 'Home') searchSession.moveTo(0);
    else if (key === 'End') searchSession.moveTo(count - 1);
    else if (!pressHitKey(key, { session: searchSession, pageSize: pageSize(), open })) return;
    event.preventDefault();
  }

  function choose(event: MouseEvent<HTMLElement>): void {
    const index = indexAt(event.target);
    if (index === null) return;
    event.preventDefault();
    grid.current?.focus({ preventScroll: true });
    searchSession.moveTo(index);
  }

  function handleClick(event: MouseEvent<HTMLElement>): void {
    if (event.target instanceof Element && event.target.closest('[data-show]') !== null) {
      runAction('search.show');
    }
  }

  return (
    <ContextMenu items={() => hitMenu(t)}>
      <div
        ref={grid}
        id={hitGridId}
        className={styles.grid}
        style={style}
        role="grid"
        tabIndex={0}
        aria-label={t('search.hits')}
        aria-rowcount={count + 1}
        aria-activedescendant={cursor >= 0 ? hitId(cursor) : undefined}
        aria-busy={stale}
        data-stale={stale || undefined}
        onKeyDown={handleKey}
        onMouseDown={choose}
        onClick={handleClick}
        onDoubleClick={(event) => {
          if (indexAt(event.target) !== null) runAction('search.show');
        }}
      >
        <HitHeader columns={columns} />
        <VirtualRows
          ref={rows}
          count={count}
          rowHeight={rowHeight}
          role="rowgroup"
          onWindow={show}
          onWidth={measure}
        >
          {(index) => (
            <HitRow
              id={hitId(index)}
              index={index}
              hit={searchSession.hit(index)}
              columns={columns}
              selected={index === cursor}
              query={shown?.query ?? emptyQuery}
              sources={sources}
              texts={texts}
            />
          )}
        </VirtualRows>
      </div>
    </ContextMenu>
  );
}

/** The id of the line of a hit. */
export function hitId(index: number): string {
  return `${hitGridId}-${index}`;
}

function HitHeader({ columns }: { readonly columns: readonly HitColumn[] }) {
  const { t } = useText();
  const order = useSearchStore((state) => state.order);
  const setOrder = useSearchStore((state) => state.setOrder);
  return (
    <div role="rowgroup" className={styles.head}>
      <div className={styles.headRow} role="row" aria-rowindex={1}>
        {columns.map(({ id, label, order: own }) => {
          const sorted = own !== undefined && own === order;
          // The largest file first; paths and layers from their beginning.
          const Arrow = own === 'size' ? ArrowDown : ArrowUp;
          return (
            <div
              key={id}
              className={styles.headCell}
              role="columnheader"
              data-end={endColumns.has(id) || undefined}
              aria-sort={sorted ? (own === 'size' ? 'descending' : 'ascending') : undefined}
            >
              {own === undefined ? (
                t(label)
              ) : (
                <button
                  type="button"
                  className={styles.sort}
                  data-sorted={sorted || undefined}
                  onClick={() => setOrder(own)}
                >
                  {t(label)}
                  {sorted && <Arrow />}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What can be done with the hit the cursor is on. */
function hitMenu(t: ReturnType<typeof useText>['t']): readonly MenuItem[] {
  return [
    actionItem('search.show', t),
    actionItem('entry.life', t),
    { kind: 'separator', id: 'line' },
    actionItem('entry.copyPath', t),
    actionItem('entry.save', t),
  ];
}

function indexAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const text = element?.getAttribute('data-index') ?? null;
  return text === null ? null : Number(text);
}
