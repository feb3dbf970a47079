import { memo, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { LayerMatrix, MatrixRow, Usage } from '../../../shared/model/usage.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { amountText } from '../../../shared/format/amount.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { fitText } from '../../ui/fit-text.ts';
import { Switch } from '../../ui/switch.tsx';
import { useGrowing } from '../../ui/use-growing.ts';
import { useZoom } from '../../ui/use-zoom.ts';
import { WhenNear } from '../../ui/when-near.tsx';
import { ZoomButtons } from '../../ui/zoom-buttons.tsx';
import { LayerTable } from './layer-table.tsx';
import { moveInMatrix, sharedRows, type MatrixPlace } from './matrix-layout.ts';
import styles from './usage.module.css';

export interface MatrixViewProps {
  readonly matrix: LayerMatrix;
  readonly usage: Usage;
  readonly basis: ByteBasis;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** Which images have which layers: a filled mark where several share them, a ring where one has them alone. */
export function MatrixView({ matrix, usage, basis, onExport }: MatrixViewProps) {
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<MatrixPlace | null>(null);
  const [onlyShared, setOnlyShared] = useState(false);
  const switchId = useId();
  const shown = useMemo(() => (onlyShared ? sharedRows(matrix) : matrix), [matrix, onlyShared]);
  const called = useMemo(() => imageTexts(usage.images, t), [usage, t]);
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller);
  return (
    <Figure
      title={t('usage.matrix')}
      fileName={t('usage.matrix.fileName')}
      onExport={onExport}
      controls={
        <>
          <span className={styles.switch}>
            <Switch id={switchId} checked={onlyShared} onChange={setOnlyShared} />
            <label htmlFor={switchId}>{t('usage.matrix.onlyShared')}</label>
          </span>
          <ZoomButtons zoom={zoom} scroller={scroller} />
        </>
      }
      caption={
        pointed === null
          ? t('usage.matrix.hint')
          : cellText(shown, usage, called, basis, pointed, texts)
      }
      drawing={
        <div ref={scroller} className={styles.scroller}>
          <WhenNear height={heightOf(shown)}>
            <MatrixDrawing
              key={String(onlyShared)}
              matrix={shown}
              usage={usage}
              called={called}
              basis={basis}
              scale={zoom.scale}
              pointed={pointed}
              onPoint={setPointed}
            />
          </WhenNear>
        </div>
      }
      table={<LayerTable usage={usage} basis={basis} onlyShared={onlyShared} />}
    />
  );
}

const cell = 22;
const names = 260;
const sizes = 84;
const heads = 130;
const margin = 12;
const style = { size: 12, weight: 400 };
/** Rows that come with one frame. */
const rowsAtOnce = 60;

function heightOf({ rows }: LayerMatrix): number {
  return margin + heads + rows.length * cell + margin;
}

interface MatrixDrawingProps extends Omit<MatrixViewProps, 'onExport'> {
  /** What the images are called. */
  readonly called: readonly string[];
  readonly scale: number;
  readonly pointed: MatrixPlace | null;
  readonly onPoint: (place: MatrixPlace | null) => void;
}

function MatrixDrawing(props: MatrixDrawingProps) {
  const { matrix, usage, called, basis, scale, pointed, onPoint } = props;
  const texts = useText();
  const { t } = texts;
  const drawing = useRef<SVGSVGElement>(null);
  const cellId = useId();
  const [stop, setStop] = useState<MatrixPlace>({ row: 0, column: 0 });
  const rowCount = useGrowing(matrix.rows.length, rowsAtOnce);
  const left = margin + names + sizes;
  const width = left + matrix.columns.length * cell + heads * 0.75 + margin;
  const height = heightOf(matrix);
  const columnNames = useMemo(
    () => matrix.columns.map((image) => fitText(called[image] ?? '', heads * 1.2, style, 'start')),
    [matrix, called],
  );
  const rowNames = useMemo(
    () => matrix.rows.map((row) => rowText(row, usage, texts)),
    [matrix, usage, texts],
  );

  function onKeyDown(event: KeyboardEvent) {
    const next = moveInMatrix(matrix, stop, event.key);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    onPoint(next);
    drawing.current
      ?.querySelector(`[data-row="${next.row}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <svg
      ref={drawing}
      className={styles.drawing}
      viewBox={`0 0 ${width} ${height}`}
      width={width * scale}
      height={height * scale}
      role="grid"
      aria-label={t('usage.matrix')}
      aria-rowcount={matrix.rows.length}
      aria-colcount={matrix.columns.length}
      aria-activedescendant={pointed === null ? undefined : cellId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => onPoint(stop)}
      onBlur={() => onPoint(null)}
      onPointerLeave={() => onPoint(null)}
    >
      {matrix.columns.map((image, column) => {
        const x = left + column * cell + cell / 2;
        const y = margin + heads - 8;
        return (
          <text
            key={usage.images[image]?.key ?? column}
            className={styles.columnName}
            aria-hidden="true"
            data-pointed={pointed?.column === column || undefined}
            transform={`translate(${x} ${y}) rotate(-45)`}
          >
            {columnNames[column]}
          </text>
        );
      })}
      {matrix.rows.slice(0, rowCount).map((row, place) => (
        <SteadyRow
          key={row.layers.join(' ')}
          row={row}
          place={place}
          name={rowNames[place] ?? ''}
          size={amountText(row.amounts[basis], texts)}
          columns={matrix.columns.length}
          cellId={cellId}
          cellLabel={
            pointed?.row === place ? cellText(matrix, usage, called, basis, pointed, texts) : ''
          }
          pointed={pointed?.row === place ? pointed.column : null}
          onPoint={onPoint}
        />
      ))}
    </svg>
  );
}

/** Only the row pointed at, and the one left, are drawn again. */
const SteadyRow = memo(MatrixRowGroup);

interface MatrixRowGroupProps {
  readonly row: MatrixRow;
  readonly place: number;
  readonly name: string;
  readonly size: string;
  readonly columns: number;
  readonly cellId: string;
  /** What the cell pointed at says. */
  readonly cellLabel: string;
  /** The column pointed at in this row; null when the row is not. */
  readonly pointed: number | null;
  readonly onPoint: (place: MatrixPlace) => void;
}

function MatrixRowGroup(props: MatrixRowGroupProps) {
  const { row, place, name, size, columns, pointed, onPoint } = props;
  const left = margin + names + sizes;
  const y = margin + heads + place * cell;
  const shared = row.images.length > 1;
  return (
    <g data-row={place} role="row" aria-rowindex={place + 1}>
      <rect
        className={styles.matrixRow}
        data-pointed={pointed !== null || undefined}
        x={margin}
        y={y}
        width={names + sizes + columns * cell}
        height={cell}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          // The drawing may be zoomed.
          const x = ((event.clientX - box.left) / box.width) * (names + sizes + columns * cell);
          const column = Math.floor((x - names - sizes) / cell);
          onPoint({ row: place, column: Math.min(columns - 1, Math.max(0, column)) });
        }}
      />
      <text className={styles.matrixName} role="rowheader" x={margin + 6} y={y + cell / 2}>
        {fitText(name, names - 12, style)}
      </text>
      <text className={styles.matrixSize} aria-hidden="true" x={left - 10} y={y + cell / 2}>
        {size}
      </text>
      {row.images.map((column) => (
        <circle
          key={column}
          className={styles.mark}
          aria-hidden="true"
          data-shared={shared || undefined}
          cx={left + column * cell + cell / 2}
          cy={y + cell / 2}
          r={6}
        />
      ))}
      {pointed !== null && (
        <rect
          className={styles.matrixCell}
          id={props.cellId}
          role="gridcell"
          aria-colindex={pointed + 1}
          aria-label={props.cellLabel}
          data-export="no"
          x={left + pointed * cell + 1}
          y={y + 1}
          width={cell - 2}
          height={cell - 2}
          rx={4}
        />
      )}
    </g>
  );
}

/** The command of a single layer, or how many there are. */
function rowText(row: MatrixRow, usage: Usage, { t }: Texts): string {
  const [first] = row.layers;
  if (row.layers.length > 1) return t('usage.matrix.layers', { count: row.layers.length });
  return visibleLine(usage.layers[first ?? -1]?.command ?? t('layer.noCommand'));
}

function cellText(
  matrix: LayerMatrix,
  usage: Usage,
  called: readonly string[],
  basis: ByteBasis,
  { row, column }: MatrixPlace,
  texts: Texts,
): string {
  const { t } = texts;
  const found = matrix.rows[row];
  const image = matrix.columns[column];
  if (found === undefined || image === undefined) return '';
  const values = {
    layers: rowText(found, usage, texts),
    size: amountText(found.amounts[basis], texts),
    image: called[image] ?? '',
    count: found.images.length,
  };
  return found.images.includes(column)
    ? t('usage.matrix.has', values)
    : t('usage.matrix.hasNot', values);
}
