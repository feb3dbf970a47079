import type { StackRange } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { withFrom, withTo } from './range-moves.ts';
import styles from './layers.module.css';

export interface RangeControlsProps {
  readonly range: StackRange;
  /** The highest layer. */
  readonly last: number;
  readonly onRange: (range: StackRange) => void;
}

/** Both ends of the range, to be set one by one: the tree shows the upper one, and what changed since the lower one. */
export function RangeControls({ range, last, onRange }: RangeControlsProps) {
  const { t } = useText();
  const layers = Array.from({ length: last + 1 }, (_, layer) => layer);
  return (
    <div className={styles.range}>
      <label className={styles.end}>
        {t('range.from')}
        <select
          value={range.from}
          onChange={(event) => onRange(withFrom(range, Number(event.target.value), last))}
        >
          <option value={-1}>{t('range.nothing')}</option>
          {layers.slice(0, -1).map((layer) => (
            <option key={layer} value={layer}>
              {t('layer.number', { layer: String(layer) })}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.end}>
        {t('range.to')}
        <select
          value={range.to}
          onChange={(event) => onRange(withTo(range, Number(event.target.value)))}
        >
          {layers.map((layer) => (
            <option key={layer} value={layer}>
              {t('layer.number', { layer: String(layer) })}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
