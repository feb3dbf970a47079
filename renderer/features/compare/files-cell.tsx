import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { Row } from '../../../shared/model/view.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { FileCell } from '../files/file-row.tsx';
import type { FileCellProps } from '../files/file-row.tsx';
import { differenceBar, rowDifference } from './files-difference.ts';
import styles from './files.module.css';

/** The cells of a tree of two images; `wholeBytes` are those by which all files together grew and shrank. */
export function PairCell(props: FileCellProps) {
  const { row, column, wholeBytes, texts } = props;
  switch (column.id) {
    case 'sizeBefore':
      return <SizeCell bytes={row.bytesBefore} type={row.type} texts={texts} />;
    case 'size':
      return <SizeCell bytes={row.bytesAfter} type={row.type} texts={texts} />;
    case 'difference':
      return <DifferenceCell row={row} wholeBytes={wholeBytes} texts={texts} />;
    case 'origin':
      return <OriginCell row={row} texts={texts} />;
    case 'change':
    case 'name':
    case 'mode':
    case 'owner':
    case 'modified':
      return <FileCell {...props} draggable={false} />;
  }
}

interface SizeCellProps {
  readonly bytes: number | null;
  readonly type: Row['type'];
  readonly texts: Texts;
}

/** The size on one side; a dash where the path is not there, nothing for what has no size. */
function SizeCell({ bytes, type, texts }: SizeCellProps) {
  const measured = type === 'file' || type === 'directory' || (bytes ?? 0) > 0;
  return (
    <div className={styles.size} role="gridcell" data-zero={bytes === 0 || undefined}>
      {bytes === null ? '–' : measured ? formatBytes(bytes, texts.locale) : ''}
    </div>
  );
}

interface DifferenceCellProps {
  readonly row: Row;
  readonly wholeBytes: number;
  readonly texts: Texts;
}

function DifferenceCell({ row, wholeBytes, texts }: DifferenceCellProps) {
  const difference = rowDifference(row);
  const share = differenceBar(difference, wholeBytes);
  return (
    <div
      className={styles.difference}
      role="gridcell"
      data-direction={difference > 0 ? 'grown' : difference < 0 ? 'shrunk' : undefined}
    >
      {share > 0 && <span className={styles.bar} style={{ width: `${share * 100}%` }} />}
      <span className={styles.amount}>
        {difference === 0 ? '' : formatBytesDifference(difference, texts.locale)}
      </span>
    </div>
  );
}

/** The layers that state the path, of A and of B. */
function OriginCell({ row, texts: { t } }: { readonly row: Row; readonly texts: Texts }) {
  const sides = [
    { side: 'A', layer: row.originBefore },
    { side: 'B', layer: row.originAfter },
  ] as const;
  return (
    <div className={styles.origin} role="gridcell">
      {sides.map(({ side, layer }) =>
        layer === null ? (
          <span key={side} className={styles.noLayer}>
            –
          </span>
        ) : (
          <LayerChip
            key={side}
            layer={layer}
            label={t('compareFiles.origin', { side, layer: String(layer) })}
          />
        ),
      )}
    </div>
  );
}
