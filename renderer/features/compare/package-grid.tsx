import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PackageChange } from '../../../shared/model/package.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import { changeWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { packageGrowth } from './package-rows.ts';
import type { PackageColumn, PackageOptions } from './package-rows.ts';
import styles from './packages-tab.module.css';

const rowHeight = 26;

const kinds: Readonly<Record<PackageChange['change'], ChangeKind>> = {
  added: 'added',
  removed: 'removed',
  changed: 'modified',
};

/** Columns; those with an order can be sorted by. */
const columns: readonly { readonly label: TextKey; readonly sort?: PackageColumn }[] = [
  { label: 'column.change', sort: 'change' },
  { label: 'report.package', sort: 'name' },
  { label: 'compare.packages.manager' },
  { label: 'compare.packages.versionA' },
  { label: 'compare.packages.versionB' },
  { label: 'report.difference', sort: 'bytes' },
  { label: 'column.origin' },
];

export interface PackageGridProps {
  readonly rows: readonly PackageChange[];
  readonly options: PackageOptions;
  readonly onSort: (column: PackageColumn) => void;
}

/** The packages line by line. The arrow keys go through them, Enter leads to the files of the one chosen. */
export function PackageGrid({ rows, options, onSort }: PackageGridProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState(0);
  const [scrollBar, setScrollBar] = useState(0);
  const list = useRef<VirtualRowsHandle>(null);
  const prefix = useId();
  const current = Math.min(chosen, rows.length - 1);

  function handleKey(event: KeyboardEvent): void {
    const page = list.current?.pageSize() ?? 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (event.key === 'Enter') openRecord(rows[current]);
    else if (step !== undefined) {
      const next = Math.max(0, Math.min(rows.length - 1, current + step));
      setChosen(next);
      list.current?.reveal(next);
    } else return;
    event.preventDefault();
  }

  return (
    <div
      className={styles.grid}
      role="grid"
      aria-label={t('report.packages')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={`${prefix}-${current}`}
      tabIndex={0}
      onKeyDown={handleKey}
    >
      <div role="rowgroup" style={{ paddingRight: scrollBar }} className={styles.headGroup}>
        <div className={styles.row} role="row" aria-rowindex={1}>
          {columns.map(({ label, sort }) => (
            <div
              key={label}
              className={styles.headCell}
              role="columnheader"
              aria-sort={
                sort === options.sort
                  ? options.descending
                    ? 'descending'
                    : 'ascending'
                  : undefined
              }
            >
              {sort === undefined ? (
                t(label)
              ) : (
                <button type="button" className={styles.sort} onClick={() => onSort(sort)}>
                  {t(label)}
                  {sort === options.sort && (options.descending ? <ArrowDown /> : <ArrowUp />)}
                </button>
              )}
            </div>
          ))}
        </div>
      </div>
      <VirtualRows
        ref={list}
        count={rows.length}
        rowHeight={rowHeight}
        role="rowgroup"
        onWindow={ignoreWindow}
        onWidth={(_, width) => setScrollBar(width)}
      >
        {(index) => (
          <PackageRow
            id={`${prefix}-${index}`}
            index={index}
            change={rows[index]}
            selected={index === current}
            onChoose={() => setChosen(index)}
          />
        )}
      </VirtualRows>
    </div>
  );
}

/** All rows are at hand. */
function ignoreWindow(): void {}

/** Shows what the manager wrote down of a package among the files. */
function openRecord(change: PackageChange | undefined): void {
  const record = change?.b ?? change?.a;
  if (record !== null && record !== undefined) {
    useComparisonStore.getState().showFiles({ path: record.path });
  }
}

interface PackageRowProps {
  readonly id: string;
  readonly index: number;
  readonly change: PackageChange | undefined;
  readonly selected: boolean;
  readonly onChoose: () => void;
}

function PackageRow({ id, index, change, selected, onChoose }: PackageRowProps) {
  const { t, locale } = useText();
  if (change === undefined) return null;
  const { manager, name, a, b } = change;
  const growth = packageGrowth(change);
  const kind = kinds[change.change];
  const layer = (b ?? a)?.layer ?? null;
  return (
    <div
      id={id}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      onClick={onChoose}
      onDoubleClick={() => openRecord(change)}
    >
      <div role="gridcell">
        <ChangeMark change={kind} label={t(changeWords[kind])} />
      </div>
      <div role="gridcell" className={styles.name} data-selectable="">
        {visibleLine(name)}
      </div>
      <div role="gridcell" className={styles.faint}>
        {manager}
      </div>
      <div role="gridcell" className={styles.version} data-selectable="">
        {a === null ? '' : visibleLine(a.version)}
      </div>
      <div role="gridcell" className={styles.version} data-selectable="">
        {b === null ? '' : visibleLine(b.version)}
      </div>
      <div role="gridcell" className={styles.bytes}>
        {growth === null ? '–' : formatBytesDifference(growth, locale)}
      </div>
      <div role="gridcell" className={styles.layer}>
        {layer !== null && (
          <>
            <span className={styles.side}>{b === null ? 'A' : 'B'}</span>
            <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
          </>
        )}
      </div>
    </div>
  );
}
