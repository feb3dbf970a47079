import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import { fitText } from '../../ui/fit-text.ts';
import { useWidth } from '../../ui/use-size.ts';
import { layoutTreemap, moveInTreemap } from './treemap-layout.ts';
import type { TreemapArea, TreemapAreas, TreemapRect } from './treemap-layout.ts';
import styles from './usage.module.css';

/** Pixels, where nothing else is said. */
const usualHeight = 440;

/** How the cells of a treemap look and what they are called. The same object as long as it is the same. */
export interface TreemapLook<Cell extends TreemapArea> {
  /** Accessible name of the whole. */
  readonly label: (texts: Texts) => string;
  /** What a cell is, in a sentence. */
  readonly describe: (map: TreemapAreas<Cell>, cell: Cell, texts: Texts) => string;
  /** A few signs in the corner of a cell; null for none. */
  readonly corner: (cell: Cell, texts: Texts) => string | null;
  /** What decides the colours, as attributes of the cell. */
  readonly marks: (cell: Cell) => Readonly<Record<`data-${string}`, string | number | undefined>>;
  /** Drawn on the area of a cell, below its name. */
  readonly pattern?: (cell: Cell, rect: TreemapRect) => ReactNode;
}

export interface TreemapDrawingProps<Cell extends TreemapArea> {
  readonly map: TreemapAreas<Cell>;
  readonly look: TreemapLook<Cell>;
  /** Pixels. */
  readonly height?: number;
  /** Asks for another folder. */
  readonly onFolder: (node: number) => void;
  /** A file was chosen. */
  readonly onFile: (node: number) => void;
  readonly onPoint: (cell: number | null) => void;
}

/** Files as areas, folders around what is in them; walked with the arrow keys. */
export function TreemapDrawing<Cell extends TreemapArea>(props: TreemapDrawingProps<Cell>) {
  const { map, look, height = usualHeight, onFolder, onFile, onPoint } = props;
  const texts = useText();
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const [stop, setStop] = useState(1);
  const rects = useMemo(() => layoutTreemap(map, Math.max(1, width), height), [map, width, height]);

  function activate({ kind, node }: Cell) {
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
      event.preventDefault();
      if (!rects.some((rect) => rect.cell === next)) return;
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
        aria-label={look.label(texts)}
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
              marks={look.marks(cell)}
              label={look.describe(map, cell, texts)}
              name={cellName(cell, texts)}
              corner={rect.open ? null : look.corner(cell, texts)}
              pattern={rect.open ? null : look.pattern?.(cell, rect)}
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
  readonly cell: TreemapArea;
  readonly marks: Readonly<Record<`data-${string}`, string | number | undefined>>;
  readonly label: string;
  readonly name: string;
  readonly corner: string | null;
  readonly pattern: ReactNode;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onPoint: (inside: boolean) => void;
  readonly onActivate: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function TreemapCell(props: TreemapCellProps) {
  const { rect, cell, name, label, corner, pattern, marks } = props;
  const { x, y, width, height: tall, open } = rect;
  const room = corner === null ? 0 : corner.length * 6.5 + 12;
  const cornered = corner !== null && width > room + 34 && tall > 15;
  // A narrow cell has the line below its name for it.
  const below = corner !== null && !cornered && width > room - 2 && tall > 29;
  return (
    <g
      className={styles.cell}
      role={cell.node === null ? 'img' : 'button'}
      aria-label={label}
      tabIndex={props.tabStop ? 0 : -1}
      data-cell={rect.cell}
      data-kind={cell.kind}
      data-open={open || undefined}
      {...marks}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={props.onActivate}
      onPointerEnter={() => props.onPoint(true)}
      onPointerLeave={() => props.onPoint(false)}
    >
      <rect x={x} y={y} width={width} height={tall} />
      {pattern}
      {width > 34 && tall > 15 && (
        <text x={x + 5} y={y + 12}>
          {fitText(name, width - (cornered ? room : 10), nameStyle)}
        </text>
      )}
      {cornered && (
        <text className={styles.cellLayer} x={x + width - 5} y={y + 12}>
          {corner}
        </text>
      )}
      {below && (
        <text x={x + 5} y={y + 26}>
          {corner}
        </text>
      )}
    </g>
  );
}

/** What a cell is called in the drawing: folders with a slash. */
function cellName(cell: TreemapArea, { t }: Texts): string {
  if (cell.kind === 'rest') return t('usage.files.rest', { count: cell.files });
  return visibleLine(cell.kind === 'folder' ? `${cell.name}/` : cell.name);
}

/** The whole path of a cell, with a leading slash. */
export function cellPath<Cell extends TreemapArea>(
  map: TreemapAreas<Cell>,
  cell: Cell,
  texts: Texts,
): string {
  const steps: string[] = [];
  for (let at: Cell | undefined = cell; at !== undefined && at.depth > 0;) {
    steps.push(cellName(at, texts).replace(/\/$/, ''));
    at = at.parent === null ? undefined : map.cells[at.parent];
  }
  const above = map.path.slice(1).map(({ name }) => visibleLine(name));
  return `/${[...above, ...steps.toReversed()].join('/')}`;
}
