import type { Side } from '../../../shared/model/comparison.ts';
import { excerpt } from '../../../shared/format/excerpt.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { ChosenSide, FoundSide } from '../../store/comparison.ts';
import { Badge } from '../../ui/badge.tsx';
import styles from './side-card.module.css';

/** Characters of a layer's command in the list. */
const commandCharacters = 60;

export interface PointChoiceProps {
  readonly side: Side;
  readonly chosen: ChosenSide;
  readonly found: FoundSide;
}

/** After which layer the image is looked at. A layer that is looked at alone was chosen with its partner. */
export function PointChoice({ side, chosen, found }: PointChoiceProps) {
  const { t } = useText();
  const setSide = useComparisonStore((state) => state.setSide);
  const { layers } = found.image;
  if (chosen.alone) {
    return <Badge tone="accent">{t('compare.point.alone', { layer: found.point.layer })}</Badge>;
  }
  if (layers.length < 2) return null;
  return (
    <select
      className={styles.point}
      aria-label={t(`compare.point.${side}`)}
      value={chosen.layer ?? 'whole'}
      onChange={({ target: { value } }) =>
        setSide(side, { ...chosen, layer: value === 'whole' ? null : Number(value) })
      }
    >
      <option value="whole">{t('compare.point.whole')}</option>
      {layers.slice(0, -1).map(({ index, command }) => (
        <option key={index} value={index}>
          {command === null
            ? t('compare.point.after', { layer: index })
            : t('compare.point.afterCommand', {
                layer: index,
                command: excerpt(command, commandCharacters),
              })}
        </option>
      ))}
    </select>
  );
}
