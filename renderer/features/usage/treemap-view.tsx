import { ChevronRight } from 'lucide-react';
import { Fragment, memo, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { FileCell, FileTreemap } from '../../../shared/model/usage.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { fitText } from '../../ui/fit-text.ts';
import { useWidth } from '../../ui/use-size.ts';
import { TreemapTable } from './treemap-table.tsx';
import { layoutTreemap, moveInTreemap, type TreemapRect } from './treemap-layout.ts';
import styles from './usage.module.css';

export interface TreemapViewProps {
  readonly map: FileTreemap;
  /** Asks for another folder of the same image. */
  readonly onFolder: (node: number) => void;
  /** A file was chosen. */
  readonly onFile: (node: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** The files of an image as areas, coloured by the layer that most of their bytes come from. */
export function TreemapView({ map, onFolder, onFile, onExport }: TreemapViewProps) {
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<number | null>(null);
  const cell = pointed === null ? undefined : map.cells[pointed];
  return (
    <Figure
      title={t('usage.files')}
      fileName={t('usage.files.fileName')}
      onExport={onExport}
      controls={<PathSteps map={map} onFolder={onFolder} />}
      caption={cell === undefined ? t('usage.files.hint') : cellText(map, cell, texts)}
      drawing={
        map.bytes === 0 ? (
          <p className={styles.nothing}>{t('usage.files.nothing')}</p>
        ) : (
          <SteadyDrawing map={map} onFolder={onFolder} onFile={onFile} onPoint={setPointed} />
        )
      }
      table={<TreemapTable map={map} onFolder={onFolder} onFile={onFile} />}
    />
  );
}

/** The way from the root to the folder shown; every step leads back. */
function PathSteps({ map, onFolder }: Pick<TreemapViewProps, 'map' | 'onFolder'>) {
  const { t } = useText();
  return (
    <nav className={styles.steps} aria-label={t('usage.files.path')}>
      {map.path.map(({ node, name }, place) => (
        <Fragment key={node}>
          {place > 0 && <ChevronRight aria-hidden="true" />}
          <button
            type="button"
            aria-current={node === map.node ? 'location' : undefined}
            onClick={() => onFolder(node)}
          >
            {name === '' ? '/' : visibleLine(name)}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

const height = 440;

/** Pointing at a cell changes the caption, not the cells. */
const SteadyDrawing = memo(TreemapDrawing);

interface TreemapDrawingProps extends Pick<TreemapViewProps, 'map' | 'onFolder' | 'onFile'> {
  readonly onPoint: (cell: number | null) => void;
}

function TreemapDrawing({ map, onFolder, onFile, onPoint }: TreemapDrawingProps) {
  const texts = useText();
  const { t } = texts;
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const [stop, setStop] = useState(1);
  const rects = useMemo(() => layoutTreemap(map, Math.max(1, width), height), [map, width]);

  function activate({ kind, node }: FileCell) {
    if (node === null) return;
    if (kind === 'folder') onFolder(node);
    else onFile(node);
  }

  function onKeyDown(event: KeyboardEvent, place: number) {
    const cell = map.cells[place];
    if (cell === undefined) return;
    const back = map.path.at(-2);
    if (event.key === 'Enter' || event.key === ' ') activate(cell);
    else if (event.key === 'Backspace' && back !== undefined) onFolder(back.node);
    else {
      const next = moveInTreemap(map, place, event.key);
      if (next === null) return;
      setStop(next);
      drawing.current?.querySelector<SVGElement>(`[data-cell="${next}"]`)?.focus();
    }
    event.preventDefault();
  }

  return (
    <div ref={frame} className={styles.treemap}>
      <svg
        ref={drawing}
        className={styles.drawing}
        role="group"
        aria-label={t('usage.files')}
        viewBox={`0 0 ${Math.max(1, width)} ${height}`}
        width={width}
        height={height}
      >
        {rects.slice(1).map((rect) => {
          const cell = map.cells[rect.cell];
          if (cell === undefined) return null;
          return (
            <TreemapCell
              key={rect.cell}
              rect={rect}
              cell={cell}
              label={cellText(map, cell, texts)}
              name={cellName(cell, texts)}
              tabStop={rect.cell === (map.cells[stop] === undefined ? 1 : stop)}
              onFocus={() => {
                setStop(rect.cell);
                onPoint(rect.cell);
              }}
              onPoint={(inside) => onPoint(inside ? rect.cell : null)}
              onActivate={() => activate(cell)}
              onKeyDown={(event) => onKeyDown(event, rect.cell)}
            />
          );
        })}
      </svg>
    </div>
  );
}

const nameStyle = { size: 11, weight: 400 };

interface TreemapCellProps {
  readonly rect: TreemapRect;
  readonly cell: FileCell;
  readonly label: string;
  readonly name: string;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onPoint: (inside: boolean) => void;
  readonly onActivate: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function TreemapCell(props: TreemapCellProps) {
  const { rect, cell, name, label } = props;
  const { x, y, width, height: tall, open } = rect;
  // Colours come again after twelve layers; the number does not.
  const numbered = !open && cell.origin !== null && width > 64 && tall > 15;
  return (
    <g
      className={styles.cell}
      role={cell.node === null ? 'img' : 'button'}
      aria-label={label}
      tabIndex={props.tabStop ? 0 : -1}
      data-cell={rect.cell}
      data-kind={cell.kind}
      data-open={open || undefined}
      data-origin={cell.origin === null ? undefined : cell.origin % 12}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={props.onActivate}
      onPointerEnter={() => props.onPoint(true)}
      onPointerLeave={() => props.onPoint(false)}
    >
      <rect x={x} y={y} width={width} height={tall} />
      {width > 34 && tall > 15 && (
        <text x={x + 5} y={y + 12}>
          {fitText(name, width - (numbered ? 30 : 10), nameStyle)}
        </text>
      )}
      {numbered && (
        <text className={styles.cellLayer} x={x + width - 5} y={y + 12}>
          {cell.origin}
        </text>
      )}
    </g>
  );
}

function cellName(cell: FileCell, { t }: Texts): string {
  if (cell.kind === 'rest') return t('usage.files.rest', { count: cell.files });
  return visibleLine(cell.kind === 'folder' ? `${cell.name}/` : cell.name);
}

/** `usr/lib/, 45 MB, 12 % of the image, most of it from layer 3` */
function cellText(map: FileTreemap, cell: FileCell, texts: Texts): string {
  const { t, locale } = texts;
  const steps: string[] = [];
  for (let at: FileCell | undefined = cell; at !== undefined && at.depth > 0;) {
    steps.push(cellName(at, texts).replace(/\/$/, ''));
    at = at.parent === null ? undefined : map.cells[at.parent];
  }
  const above = map.path.slice(1).map(({ name }) => visibleLine(name));
  const path = `/${[...above, ...steps.toReversed()].join('/')}`;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return t('usage.files.cell', {
    path,
    size: formatBytes(cell.bytes, locale),
    share: percent.format(map.bytes === 0 ? 0 : cell.bytes / map.bytes),
    layer: cell.origin === null ? '–' : String(cell.origin),
    layerShare: percent.format(cell.bytes === 0 ? 0 : cell.originBytes / cell.bytes),
  });
}
