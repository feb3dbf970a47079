import { memo, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { bytesOfLayer } from '../../../shared/model/amount.ts';
import type { Lineage } from '../../../shared/model/lineage.ts';
import type { Icicle } from '../../../shared/model/usage.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { fitText } from '../../ui/fit-text.ts';
import { partsOf, useGrowing } from '../../ui/use-growing.ts';
import { useWidth } from '../../ui/use-size.ts';
import { icicleRow, layoutIcicle, moveInIcicle, type IcicleRect } from './icicle-layout.ts';
import styles from './usage.module.css';

export interface IcicleDrawingProps {
  readonly icicle: Icicle;
  readonly lineage: Lineage;
  /** Images are positions in `lineage.images`. */
  readonly onOpen: (image: number) => void;
  /** The block that the pointer or the keyboard is at, as a position in `icicle.blocks`; null for none. */
  readonly onPoint: (block: number | null) => void;
}

const margin = 12;
/** Blocks, and rows, that come with one frame. */
const blocksAtOnce = 300;
const rowsAtOnce = 60;

/** Pixels that the drawing is high. */
export function icicleHeight(icicle: Icicle): number {
  return icicle.rows.length * icicleRow + margin * 2;
}

/** The stacks of all images as blocks. The arrow keys go from block to block. */
export function IcicleDrawing(props: IcicleDrawingProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useDeferredValue(useWidth(scroller));
  return (
    <div ref={scroller} className={styles.scroller}>
      {width === 0 ? (
        <div style={{ height: icicleHeight(props.icicle) }} />
      ) : (
        <Blocks {...props} width={width} />
      )}
    </div>
  );
}

function Blocks({
  icicle,
  lineage,
  onOpen,
  onPoint,
  width,
}: IcicleDrawingProps & { readonly width: number }) {
  const texts = useText();
  const { t } = texts;
  const drawing = useRef<SVGSVGElement>(null);
  const [stop, setStop] = useState(0);
  const names = Math.min(240, Math.round(width * 0.28));
  const inner = Math.max(40, width - names - margin * 2 - 64);
  const rects = useMemo(() => layoutIcicle(icicle, inner), [icicle, inner]);
  const called = useMemo(() => imageTexts(lineage.images, t), [lineage, t]);
  const height = icicleHeight(icicle);
  const rowCount = useGrowing(icicle.rows.length, rowsAtOnce);
  const blockCount = useGrowing(rects.length, blocksAtOnce);
  const tabStop = Math.min(stop, rects.length - 1);

  function handleKey(event: KeyboardEvent): void {
    const place = blockAt(event.target);
    const next = place === null ? null : moveInIcicle(icicle, place, event.key);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    drawing.current?.querySelector<SVGElement>(`[data-block="${next}"]`)?.focus();
  }

  return (
    <svg
      ref={drawing}
      className={styles.drawing}
      role="group"
      aria-label={t('usage.stacks')}
      viewBox={`0 0 ${Math.max(1, width)} ${height}`}
      width={width}
      height={height}
    >
      {partsOf(rowCount, rowsAtOnce).map(({ from, to }) => (
        <SteadyRows
          key={from}
          icicle={icicle}
          lineage={lineage}
          called={called}
          from={from}
          to={to}
          names={names}
          inner={inner}
          texts={texts}
          onOpen={onOpen}
        />
      ))}
      <g
        transform={`translate(${margin + names} ${margin})`}
        onKeyDown={handleKey}
        onFocus={(event) => {
          const place = blockAt(event.target);
          if (place === null) return;
          setStop(place);
          onPoint(place);
        }}
        onPointerOver={(event) => onPoint(blockAt(event.target))}
        onPointerLeave={() => onPoint(null)}
      >
        {partsOf(blockCount, blocksAtOnce).map(({ from, to }) => (
          <SteadyBlocks
            key={from}
            icicle={icicle}
            lineage={lineage}
            rects={rects}
            from={from}
            to={to}
            tabStop={tabStop >= from && tabStop < to ? tabStop : null}
            texts={texts}
          />
        ))}
      </g>
    </svg>
  );
}

/** What is there is not drawn again as more comes, and as the keys go on. */
const SteadyRows = memo(RowNames);
const SteadyBlocks = memo(BlockRects);

const label = { size: 12, weight: 400 };
const small = { size: 11, weight: 400 };

interface RowNamesProps {
  readonly icicle: Icicle;
  readonly lineage: Lineage;
  /** What the images are called. */
  readonly called: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Pixels for the names, and for the blocks. */
  readonly names: number;
  readonly inner: number;
  readonly texts: Texts;
  readonly onOpen: (image: number) => void;
}

function RowNames(props: RowNamesProps) {
  const { icicle, lineage, called, from, to, names, inner, texts, onOpen } = props;
  return icicle.rows.slice(from, to).map(({ image, bytes }, position) => {
    const row = from + position;
    const y = margin + row * icicleRow + icicleRow / 2;
    const end = icicle.bytes === 0 ? 0 : (bytes / icicle.bytes) * inner;
    return (
      <g key={lineage.images[image]?.key ?? row}>
        <text
          className={styles.rowName}
          x={margin + names - 10}
          y={y}
          data-thing=""
          onClick={() => onOpen(image)}
        >
          {fitText(called[image] ?? '', names - 14, label, 'start')}
        </text>
        <text className={styles.rowSize} x={margin + names + end + 6} y={y}>
          {formatBytes(bytes, texts.locale)}
        </text>
      </g>
    );
  });
}

interface BlockRectsProps {
  readonly icicle: Icicle;
  readonly lineage: Lineage;
  readonly rects: readonly IcicleRect[];
  readonly from: number;
  readonly to: number;
  /** The block that the tab key goes to, when it is among these. */
  readonly tabStop: number | null;
  readonly texts: Texts;
}

function BlockRects({ icicle, lineage, rects, from, to, tabStop, texts }: BlockRectsProps) {
  return rects.slice(from, to).map(({ x, y, width, height, block }, position) => {
    const place = from + position;
    const node = lineage.nodes[block.node];
    return (
      <g
        key={block.node}
        className={styles.block}
        role="img"
        aria-label={blockText(lineage, icicle, block.node, texts)}
        tabIndex={place === tabStop ? 0 : -1}
        data-block={place}
        data-origin={(node?.depth ?? 0) % 12}
        data-unknown={block.bytes === null || undefined}
      >
        <rect x={x} y={y} width={width} height={height} rx={Math.min(3, width / 2)} />
        {width > 44 && (
          <text x={x + 6} y={y + height / 2}>
            {fitText(visibleLine(node?.command ?? ''), width - 12, small)}
          </text>
        )}
      </g>
    );
  });
}

function blockAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-block]') : null;
  const text = element?.getAttribute('data-block');
  return text === null || text === undefined ? null : Number(text);
}

/** `Layer 3, 45 MB, in 4 images: RUN …` */
export function blockText(lineage: Lineage, icicle: Icicle, place: number, texts: Texts): string {
  const { t, locale } = texts;
  const node = lineage.nodes[place];
  if (node === undefined) return '';
  const bytes = bytesOfLayer(node, icicle.basis);
  const size = !node.available
    ? t('availability.missing')
    : bytes === null
      ? t('amount.unknown')
      : formatBytes(bytes, locale);
  return t('usage.stacks.block', {
    layer: String(node.depth),
    size,
    count: node.imagesThrough,
    command: visibleLine(node.command ?? t('layer.noCommand')),
  });
}
