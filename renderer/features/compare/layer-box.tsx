import type { ComparedLayer } from '../../../shared/model/comparison.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { excerpt } from '../../../shared/format/excerpt.ts';
import { useText } from '../../i18n/use-text.ts';
import { fitText } from '../../ui/fit-text.ts';
import { layerRowHeight } from './layers-measures.ts';
import styles from './layers-drawing.module.css';

const style = { size: 12, weight: 500 };
/** Characters that could ever fit into a box. */
const mostCharacters = 300;

export interface LayerBoxProps {
  readonly layer: ComparedLayer | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** One layer of one stack: its number, what made it, and how large it is. */
export function LayerBox({ layer, x, y, width }: LayerBoxProps) {
  const { t, locale } = useText();
  if (layer === null) return null;
  const { index, command, unpackedBytes, storedBytes } = layer;
  const words = command === null ? t('layer.noCommand') : excerpt(command, mostCharacters);
  const sizes = [
    ...(unpackedBytes === null
      ? []
      : [t('image.unpacked', { size: formatBytes(unpackedBytes, locale) })]),
    ...(storedBytes === null
      ? []
      : [t('image.stored', { size: formatBytes(storedBytes, locale) })]),
  ].join(' · ');
  return (
    <g>
      <title>{command ?? t('layer.noCommand')}</title>
      <rect className={styles.frame} x={x} y={y} width={width} height={layerRowHeight} rx={7} />
      <g data-origin={index % 12}>
        <rect className={styles.chip} x={x + 9} y={y + 8} width={22} height={16} rx={4} />
        <text className={styles.number} x={x + 20} y={y + 20}>
          {index}
        </text>
      </g>
      <text
        className={styles.command}
        data-unknown={command === null || undefined}
        x={x + 40}
        y={y + 20}
      >
        {fitText(words, width - 52, style)}
      </text>
      <text className={styles.size} x={x + 40} y={y + 36}>
        {fitText(sizes, width - 52, { size: 11, weight: 400 })}
      </text>
    </g>
  );
}
