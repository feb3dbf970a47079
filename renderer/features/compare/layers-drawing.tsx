import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { layerOf } from '../../../shared/report/list-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { useWidth } from '../../ui/use-size.ts';
import { enterLayerPair } from './layer-pairs.ts';
import { LayerBox } from './layer-box.tsx';
import { LayerLink } from './layer-link.tsx';
import { movePair, pairOrder } from './layers-layout.ts';
import type { LayersLayout } from './layers-layout.ts';
import { layersMeasures } from './layers-measures.ts';
import { pairText } from './pair-text.ts';
import styles from './layers-drawing.module.css';

export interface LayersDrawingProps {
  readonly value: Comparison;
  readonly layout: LayersLayout;
  /** Position of the chosen pair in `value.layers`. */
  readonly pair: number;
  readonly onPair: (pair: number) => void;
}

/** Both stacks as a picture. The arrow keys go through the pairs, Enter opens what a pair differs in. */
export function LayersDrawing({ value, layout, pair, onPair }: LayersDrawingProps) {
  const texts = useText();
  const { t } = texts;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const order = pairOrder(layout);
  const measures = layersMeasures(width, layout.rows.length, layout.breakRow);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = value.layers[pair];
    if (event.key === 'Enter' && found?.status === 'changed') {
      if (found.a !== null && found.b !== null) enterLayerPair(found.a, found.b);
      event.preventDefault();
      return;
    }
    const next = movePair(order, pair, event.key);
    if (next === null) return;
    event.preventDefault();
    onPair(next);
    const group = scroller.current?.querySelector<SVGGElement>(`[data-pair="${next}"]`);
    group?.focus({ preventScroll: true });
    group?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <svg
        className={styles.drawing}
        role="listbox"
        aria-label={t('compare.layers')}
        viewBox={`0 0 ${measures.width} ${measures.height}`}
        width={measures.width}
        height={measures.height}
        onKeyDown={onKeyDown}
      >
        <g aria-hidden="true">
          <text className={styles.head} x={measures.xA} y={20}>
            {t('compare.side.layers', { side: 'A', count: value.a.layers.length })}
          </text>
          <text className={styles.head} x={measures.xB} y={20}>
            {t('compare.side.layers', { side: 'B', count: value.b.layers.length })}
          </text>
        </g>
        {measures.breakY !== null && (
          <g aria-hidden="true" className={styles.break}>
            <line
              x1={measures.xA}
              x2={measures.xB + measures.box}
              y1={measures.breakY}
              y2={measures.breakY}
            />
            <text x={measures.width / 2} y={measures.breakY - 5}>
              {t(value.parting.sharedLayers === 0 ? 'compare.break.base' : 'compare.break')}
            </text>
          </g>
        )}
        {order.map((each) => {
          const found = value.layers[each];
          const place = layout.places[each];
          if (found === undefined || place === undefined) return null;
          return (
            <g
              key={each}
              className={styles.pair}
              role="option"
              aria-selected={each === pair}
              aria-label={pairText(value, found, texts)}
              tabIndex={each === pair ? 0 : -1}
              data-pair={each}
              data-thing=""
              data-status={found.status}
              onFocus={() => onPair(each)}
              onClick={(event) => event.currentTarget.focus()}
              onDoubleClick={() => {
                if (found.a !== null && found.b !== null) enterLayerPair(found.a, found.b);
              }}
            >
              <LayerLink pair={found} place={place} measures={measures} />
              {place.rowA !== null && (
                <LayerBox
                  layer={layerOf(value.a, found.a)}
                  x={measures.xA}
                  y={measures.rowY(place.rowA)}
                  width={measures.box}
                />
              )}
              {place.rowB !== null && (
                <LayerBox
                  layer={layerOf(value.b, found.b)}
                  x={measures.xB}
                  y={measures.rowY(place.rowB)}
                  width={measures.box}
                />
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
