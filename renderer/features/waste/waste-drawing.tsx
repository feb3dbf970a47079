import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { HiddenCause, Waste } from '../../../shared/model/waste.ts';
import { useText } from '../../i18n/use-text.ts';
import { fitText } from '../../ui/fit-text.ts';
import { useWidth } from '../../ui/use-size.ts';
import { causeLooks } from './cause-looks.ts';
import { layerBars } from './layer-bars.ts';
import type { BarSegment } from './layer-bars.ts';
import { layerSentence } from './layer-sentence.ts';
import { texturePath } from './texture-path.ts';
import styles from './waste-drawing.module.css';

/** Pixels. */
const margin = 12;
const head = 20;
const row = 24;
const bar = 14;
const chip = 24;
const sizes = 78;

export interface WasteDrawingProps {
  readonly waste: Waste;
  readonly image: Image;
  /** Causes that are set off from the others; empty for none. */
  readonly causes: readonly HiddenCause[];
  /** The layer whose line is chosen; null for none. */
  readonly chosen: number | null;
  readonly onChoose: (layer: number | null) => void;
  readonly onPoint: (layer: number | null) => void;
}

/** A bar for each layer, what is visible of it first, then what is hidden by cause; walked with the arrow keys. */
export function WasteDrawing(props: WasteDrawingProps) {
  const { waste, image, causes, chosen, onChoose, onPoint } = props;
  const texts = useText();
  const { t, locale } = texts;
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const [stop, setStop] = useState(0);
  const count = waste.layers.length;
  const names = Math.max(90, Math.min(340, Math.round(width * 0.3)));
  const left = margin + chip + names + 10;
  const inner = Math.max(40, width - left - 2 * sizes - margin);
  const bars = useMemo(() => layerBars(waste, inner), [waste, inner]);
  const height = margin + head + count * row + margin / 2;
  const end = left + inner;

  function handleKey(event: KeyboardEvent, layer: number): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: layer + 1,
      ArrowUp: layer - 1,
      Home: 0,
      End: count - 1,
    };
    if (event.key === 'Enter' || event.key === ' ') onChoose(chosen === layer ? null : layer);
    else if (event.key === 'Escape' && chosen !== null) onChoose(null);
    else {
      const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
      if (step === undefined) return;
      const next = Math.max(0, Math.min(count - 1, step));
      setStop(next);
      drawing.current?.querySelector<SVGElement>(`[data-layer="${next}"]`)?.focus();
    }
    event.preventDefault();
  }

  return (
    <div ref={frame} className={styles.scroller}>
      <svg
        ref={drawing}
        className={styles.drawing}
        role="listbox"
        aria-label={t('waste.title')}
        viewBox={`0 0 ${Math.max(1, width)} ${height}`}
        width={width}
        height={height}
        onPointerLeave={() => onPoint(null)}
      >
        <g aria-hidden="true">
          <text className={styles.heading} data-end="" x={end + sizes} y={margin + head / 2}>
            {t('layer.stored')}
          </text>
          <text className={styles.heading} data-end="" x={end + 2 * sizes} y={margin + head / 2}>
            {t('waste.column.hidden')}
          </text>
        </g>
        {waste.layers.map((layer, index) => {
          const y = margin + head + index * row;
          const command = image.layers[index]?.command ?? t('layer.noCommand');
          return (
            <g
              key={index}
              className={styles.layer}
              role="option"
              aria-selected={chosen === index}
              aria-label={layerSentence(waste, image, index, texts)}
              tabIndex={index === Math.min(stop, count - 1) ? 0 : -1}
              data-layer={index}
              onFocus={() => {
                setStop(index);
                onPoint(index);
              }}
              onKeyDown={(event) => handleKey(event, index)}
              onClick={() => onChoose(chosen === index ? null : index)}
              onPointerEnter={() => onPoint(index)}
            >
              <rect
                className={styles.ground}
                x={4}
                y={y}
                width={Math.max(0, width - 8)}
                height={row}
                rx={4}
              />
              <g data-origin={index % 12}>
                <rect className={styles.chip} x={margin} y={y + 4} width={22} height={16} rx={4} />
                <text className={styles.number} x={margin + 11} y={y + row / 2}>
                  {index}
                </text>
              </g>
              <text className={styles.command} x={margin + chip + 8} y={y + row / 2}>
                {fitText(visibleLine(command.replaceAll(/\s+/g, ' ')), names - 12, commandStyle)}
              </text>
              <Bar segments={bars[index] ?? []} x={left} y={y + (row - bar) / 2} causes={causes} />
              <text className={styles.size} data-end="" x={end + sizes} y={y + row / 2}>
                {formatBytes(layer.storedBytes, locale)}
              </text>
              <text
                className={styles.size}
                data-end=""
                data-some={layer.hiddenBytes > 0 || undefined}
                x={end + 2 * sizes}
                y={y + row / 2}
              >
                {layer.hiddenBytes === 0 ? '–' : formatBytes(layer.hiddenBytes, locale)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const commandStyle = { size: 12, weight: 400 };

interface BarProps {
  readonly segments: readonly BarSegment[];
  readonly x: number;
  readonly y: number;
  readonly causes: readonly HiddenCause[];
}

function Bar({ segments, x, y, causes }: BarProps) {
  return segments.map((segment) => {
    const { part, width } = segment;
    const area = { x: x + segment.x, y, width: Math.max(1, width - 1), height: bar };
    if (part === 'visible') {
      return (
        <rect
          key={part}
          className={styles.visible}
          {...area}
          rx={2}
          data-dim={causes.length > 0 || undefined}
        />
      );
    }
    const { tone, texture } = causeLooks[part];
    const dim = (causes.length > 0 && !causes.includes(part)) || undefined;
    return (
      <g key={part} className={styles.hidden} data-tone={tone} data-dim={dim}>
        <rect {...area} rx={2} />
        <path d={texturePath(texture, area)} />
      </g>
    );
  });
}
