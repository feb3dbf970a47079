import { formatBytes } from '../../../shared/format/bytes.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenCause, Waste } from '../../../shared/model/waste.ts';
import { useText } from '../../i18n/use-text.ts';
import { toggled } from '../../store/view.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { CauseMark } from './cause-mark.tsx';
import { presentCauses } from './layer-bars.ts';
import styles from './cause-filter.module.css';

export interface CauseFilterProps {
  readonly waste: Waste;
  /** Empty for all. */
  readonly chosen: readonly HiddenCause[];
  readonly onChoose: (causes: readonly HiddenCause[]) => void;
}

/** The causes that there are with their bytes: the key of the drawing, and what the list can be filtered by. */
export function CauseFilter({ waste, chosen, onChoose }: CauseFilterProps) {
  const { t, locale } = useText();
  return (
    <div className={styles.causes} role="group" aria-label={t('waste.filter')}>
      <span className={styles.visible}>
        <span className={styles.swatch} />
        {t('waste.part.visible')} {formatBytes(waste.visibleBytes, locale)}
      </span>
      {presentCauses(waste).map((cause) => (
        <Tooltip key={cause} text={t(`waste.cause.${cause}.text`)}>
          <button
            type="button"
            className={styles.cause}
            aria-pressed={chosen.includes(cause)}
            onClick={() => onChoose(toggled(hiddenCauses, chosen, cause, []))}
          >
            <CauseMark cause={cause} />
            {t(`waste.cause.${cause}`)} {formatBytes(waste.byCause[cause], locale)}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
