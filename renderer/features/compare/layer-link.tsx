import type { LayerPair } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import { layerStatusSigns } from './layer-pairs.ts';
import type { PairPlace } from './layers-layout.ts';
import { layerRowHeight } from './layers-measures.ts';
import type { LayersMeasures } from './layers-measures.ts';
import styles from './layers-drawing.module.css';

export interface LayerLinkProps {
  readonly pair: LayerPair;
  readonly place: PairPlace;
  readonly measures: LayersMeasures;
}

const stub = 30;

/** What joins two layers, or the stump of one that has no partner, with the sign of what they are to each other. */
export function LayerLink({ pair, place, measures }: LayerLinkProps) {
  const { t, number } = useText();
  const fromX = measures.xA + measures.box;
  const toX = measures.xB;
  const middleOf = (row: number): number => measures.rowY(row) + layerRowHeight / 2;
  const fromY = place.rowA === null ? null : middleOf(place.rowA);
  const toY = place.rowB === null ? null : middleOf(place.rowB);
  if (fromY === null && toY === null) return null;
  if (fromY === null || toY === null) {
    const y = fromY ?? toY ?? 0;
    const x = fromY === null ? toX : fromX;
    const end = fromY === null ? toX - stub : fromX + stub;
    return (
      <g className={styles.link}>
        <path d={`M${x} ${y}H${end}`} />
        <Sign pair={pair} x={end} y={y} />
      </g>
    );
  }
  const middle = (fromX + toX) / 2;
  const { changes } = pair;
  const counts =
    changes === null
      ? ''
      : (
          [
            ['+', changes.added],
            ['~', changes.modified - changes.timeOnly],
            ['−', changes.removed],
            ['→', changes.moved],
          ] as const
        )
          .filter(([, count]) => count > 0)
          .map(([sign, count]) => sign + number(count))
          .join(' ');
  return (
    <g className={styles.link}>
      <path d={`M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`} />
      <Sign pair={pair} {...signPlace(fromX, fromY, toX, toY)} />
      {pair.status === 'changed' && (
        <text className={styles.counts} x={middle} y={(fromY + toY) / 2 + 21}>
          {counts === '' && changes !== null
            ? t(changes.timeOnly > 0 ? 'compare.timeOnly' : 'compare.sameFiles')
            : counts}
        </text>
      )}
    </g>
  );
}

/** The middle of a level link; near the beginning of a curved one, whose middle other links run through. */
function signPlace(fromX: number, fromY: number, toX: number, toY: number) {
  const way = fromY === toY ? 0.5 : 0.25;
  const [start, early, late, end] = [
    (1 - way) ** 3,
    3 * (1 - way) ** 2 * way,
    3 * (1 - way) * way ** 2,
    way ** 3,
  ] as const;
  const middle = (fromX + toX) / 2;
  return {
    x: start * fromX + (early + late) * middle + end * toX,
    y: (start + early) * fromY + (late + end) * toY,
  };
}

function Sign({
  pair,
  x,
  y,
}: {
  readonly pair: LayerPair;
  readonly x: number;
  readonly y: number;
}) {
  return (
    <g className={styles.sign}>
      <circle cx={x} cy={y} r={9} />
      <text x={x} y={y}>
        {layerStatusSigns[pair.status]}
      </text>
    </g>
  );
}
