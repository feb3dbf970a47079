import { ChevronRight, Link2 } from 'lucide-react';
import { memo } from 'react';
import type { ComponentType } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts, Translate } from '../../../shared/i18n/t.ts';
import type { Row } from '../../../shared/model/view.ts';
import { changeWords, ownerText, reasonWords, typeWords } from '../../i18n/words.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { columnTime } from './column-time.ts';
import type { Column } from './columns.ts';
import { EntryIcon } from './entry-icon.tsx';
import styles from './file-tree.module.css';

export interface FileRowProps {
  readonly id: string;
  readonly index: number;
  /** Null while the row is on its way. */
  readonly row: Row | null;
  readonly columns: readonly Column[];
  /** What draws a cell; the same for all rows. */
  readonly Cell: ComponentType<FileCellProps>;
  /** It is meant by what is done next: chosen, or under the cursor where nothing is chosen. */
  readonly selected: boolean;
  /** The cursor is on it. */
  readonly current: boolean;
  /** What bars in cells are a share of, in bytes. */
  readonly wholeBytes: number;
  readonly texts: Texts;
}

export interface FileCellProps {
  readonly row: Row;
  readonly column: Column;
  readonly wholeBytes: number;
  readonly texts: Texts;
}

/** One line of the file tree. Clicks are heard by the tree, which finds the line by its index. */
export const FileRow = memo(function FileRow({
  id,
  index,
  row,
  columns,
  Cell,
  selected,
  current,
  wholeBytes,
  texts,
}: FileRowProps) {
  if (row === null) return <LoadingRow id={id} index={index} columns={columns} />;
  return (
    <div
      id={id}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expandable ? row.expanded : undefined}
      aria-selected={selected}
      data-current={current || undefined}
      data-index={index}
      data-change={row.change}
    >
      {columns.map((column) => (
        <Cell key={column.id} row={row} column={column} wholeBytes={wholeBytes} texts={texts} />
      ))}
    </div>
  );
});

/** The cells of a tree of one image; `wholeBytes` are those of the whole union. */
export function FileCell({
  row,
  column,
  wholeBytes,
  texts,
  draggable = true,
}: FileCellProps & {
  /** The line can be dragged out of the window, at its icon. */
  readonly draggable?: boolean;
}) {
  const { t, locale } = texts;
  switch (column.id) {
    case 'change':
      return (
        <div className={styles.markCell} role="gridcell">
          <ChangeMark
            change={row.change}
            label={t(row.change === 'unchanged' ? 'change.inside' : changeWords[row.change])}
            inside={row.changedInside}
          />
        </div>
      );
    case 'name':
      return <NameCell row={row} texts={texts} draggable={draggable} />;
    case 'size': {
      const share = wholeBytes === 0 ? 0 : Math.min(1, row.bytes / wholeBytes);
      return (
        <div className={styles.sizeCell} role="gridcell">
          {share > 0.002 && (
            <span className={styles.sizeBar} style={{ width: `${share * 100}%` }} />
          )}
          <span className={styles.number} data-zero={row.bytes === 0 || undefined}>
            {row.type === 'file' || row.type === 'directory' ? formatBytes(row.bytes, locale) : ''}
          </span>
        </div>
      );
    }
    case 'mode':
      return (
        <div className={styles.monoCell} role="gridcell">
          {formatMode(row.mode, row.type)}
        </div>
      );
    case 'owner':
      return (
        <div className={styles.cell} role="gridcell" title={`${row.owner.uid}:${row.owner.gid}`}>
          {visibleLine(ownerText(row.owner))}
        </div>
      );
    case 'modified':
      return (
        <div className={styles.cell} role="gridcell">
          {columnTime(row.modified, locale)}
        </div>
      );
    case 'origin':
      return (
        <div className={styles.endCell} role="gridcell">
          <LayerChip layer={row.origin} label={t('layer.number', { layer: String(row.origin) })} />
        </div>
      );
    case 'sizeBefore':
    case 'difference':
      // Of two images alone.
      return null;
  }
}

interface NameCellProps {
  readonly row: Row;
  readonly texts: Texts;
  readonly draggable: boolean;
}

function NameCell({ row, texts: { t }, draggable }: NameCellProps) {
  return (
    <div
      className={styles.nameCell}
      role="gridcell"
      data-linked={row.hardLinked || undefined}
      style={{ paddingLeft: row.depth * 15 }}
    >
      {row.expandable ? (
        <ChevronRight
          className={styles.twisty}
          data-twisty=""
          data-expanded={row.expanded || undefined}
        />
      ) : (
        <span className={styles.noTwisty} />
      )}
      <span
        className={styles.handle}
        draggable={draggable}
        title={draggable ? t('export.drag.entry') : undefined}
      >
        <EntryIcon row={row} label={t(typeWords[row.type])} />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{visibleLine(row.name)}</span>
        {row.link !== null && <span className={styles.link}>→ {visibleLine(row.link)}</span>}
        {row.movedPath !== null && <MovedPath row={row} path={row.movedPath} t={t} />}
      </span>
      {row.hardLinked && (
        <span
          className={styles.hardLink}
          role="img"
          aria-label={t('row.hardLinked')}
          title={t('row.hardLinked')}
        >
          <Link2 />
        </span>
      )}
      {row.reasons.length > 0 && (
        <span className={styles.reasons}>
          {row.reasons.map((reason) => t(reasonWords[reason])).join(' · ')}
        </span>
      )}
    </div>
  );
}

interface MovedPathProps {
  readonly row: Row;
  readonly path: string;
  readonly t: Translate;
}

/** Where a moved file stands on the other side. */
function MovedPath({ row, path, t }: MovedPathProps) {
  const words = t(row.bytesAfter === null ? 'row.movedTo' : 'row.movedFrom', {
    path: visibleLine(`/${path}`),
  });
  return (
    <span className={styles.link} title={words}>
      {words}
    </span>
  );
}

function LoadingRow({ id, index, columns }: Pick<FileRowProps, 'id' | 'index' | 'columns'>) {
  return (
    <div
      id={id}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      data-index={index}
    >
      {columns.map((column) => (
        <div key={column.id} className={styles.cell} role="gridcell">
          {column.id === 'name' && <span className={styles.skeleton} data-length={index % 4} />}
        </div>
      ))}
    </div>
  );
}
