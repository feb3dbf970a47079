import { memo, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { bytesOfLayer } from '../../../shared/model/amount.ts';
import type { Lineage } from '../../../shared/model/lineage.ts';
import type { Icicle, Usage } from '../../../shared/model/usage.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import type { BasisChoiceProps } from '../../ui/basis-choice.tsx';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { fitText } from '../../ui/fit-text.ts';
import { useWidth } from '../../ui/use-size.ts';
import { WhenNear } from '../../ui/when-near.tsx';
import { icicleRow, layoutIcicle, moveInIcicle, type IcicleRect } from './icicle-layout.ts';
import { LayerTable } from './layer-table.tsx';
import styles from './usage.module.css';

export interface IcicleViewProps {
  readonly icicle: Icicle;
  readonly lineage: Lineage;
  /** For the table form. */
  readonly usage: Usage;
  readonly onBasis: BasisChoiceProps['onChange'];
  /** Images are positions in `lineage.images`. */
  readonly onOpen: (image: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** The stack view: a row for each image, its layers from the bottom on the left, shared ones as one block over rows. */
export function IcicleView(props: IcicleViewProps) {
  const { icicle, lineage, usage, onBasis, onOpen, onExport } = props;
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<number | null>(null);
  const block = pointed === null ? undefined : icicle.blocks[pointed];
  return (
    <Figure
      title={t('usage.stacks')}
      fileName={t('usage.stacks.fileName')}
      onExport={onExport}
      controls={<BasisChoice basis={icicle.basis} onChange={onBasis} />}
      caption={
        block === undefined ? t('usage.stacks.hint') : blockText(lineage, icicle, block.node, texts)
      }
      drawing={
        <WhenNear height={icicle.rows.length * icicleRow + margin * 2}>
          <SteadyDrawing icicle={icicle} lineage={lineage} onOpen={onOpen} onPoint={setPointed} />
        </WhenNear>
      }
      table={<LayerTable usage={usage} basis={icicle.basis} />}
    />
  );
}

const margin = 12;

/** Pointing at a block changes the caption, not the thousands of blocks. */
const SteadyDrawing = memo(IcicleDrawing);

interface IcicleDrawingProps extends Pick<IcicleViewProps, 'icicle' | 'lineage' | 'onOpen'> {
  readonly onPoint: (block: number | null) => void;
}

function IcicleDrawing({ icicle, lineage, onOpen, onPoint }: IcicleDrawingProps) {
  const texts = useText();
  const { t, locale } = texts;
  const scroller = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(scroller);
  const [stop, setStop] = useState(0);
  const names = Math.min(240, Math.round(width * 0.28));
  const inner = Math.max(40, width - names - margin * 2 - 64);
  const rects = useMemo(() => layoutIcicle(icicle, inner), [icicle, inner]);
  const called = useMemo(() => imageTexts(lineage.images, t), [lineage, t]);
  const height = icicle.rows.length * icicleRow + margin * 2;

  function onKeyDown(event: KeyboardEvent, place: number) {
    const next = moveInIcicle(icicle, place, event.key);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    drawing.current?.querySelector<SVGElement>(`[data-block="${next}"]`)?.focus();
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <svg
        ref={drawing}
        className={styles.drawing}
        role="group"
        aria-label={t('usage.stacks')}
        viewBox={`0 0 ${Math.max(1, width)} ${height}`}
        width={width}
        height={height}
      >
        {icicle.rows.map(({ image, bytes }, row) => {
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
                {formatBytes(bytes, locale)}
              </text>
            </g>
          );
        })}
        <g transform={`translate(${margin + names} ${margin})`}>
          {rects.map((rect, place) => (
            <IcicleBlockRect
              key={rect.block.node}
              rect={rect}
              place={place}
              depth={lineage.nodes[rect.block.node]?.depth ?? 0}
              command={visibleLine(lineage.nodes[rect.block.node]?.command ?? '')}
              label={blockText(lineage, icicle, rect.block.node, texts)}
              tabStop={place === Math.min(stop, rects.length - 1)}
              onFocus={() => {
                setStop(place);
                onPoint(place);
              }}
              onPoint={(inside) => onPoint(inside ? place : null)}
              onKeyDown={(event) => onKeyDown(event, place)}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

const label = { size: 12, weight: 400 };
const small = { size: 11, weight: 400 };

interface IcicleBlockRectProps {
  readonly rect: IcicleRect;
  readonly place: number;
  readonly depth: number;
  readonly command: string;
  readonly label: string;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onPoint: (inside: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function IcicleBlockRect(props: IcicleBlockRectProps) {
  const { rect, place, depth, command } = props;
  const { x, y, width, height, block } = rect;
  return (
    <g
      className={styles.block}
      role="img"
      aria-label={props.label}
      tabIndex={props.tabStop ? 0 : -1}
      data-block={place}
      data-origin={depth % 12}
      data-unknown={block.bytes === null || undefined}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onPointerEnter={() => props.onPoint(true)}
      onPointerLeave={() => props.onPoint(false)}
    >
      <rect x={x} y={y} width={width} height={height} rx={Math.min(3, width / 2)} />
      {width > 44 && (
        <text x={x + 6} y={y + height / 2}>
          {fitText(command, width - 12, small)}
        </text>
      )}
    </g>
  );
}

/** `Layer 3, 45 MB, in 4 images: RUN …` */
function blockText(lineage: Lineage, icicle: Icicle, place: number, texts: Texts): string {
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
