import { ChevronsUpDown } from 'lucide-react';
import type { Side } from '../../../shared/model/comparison.ts';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { ageText } from '../../i18n/age.ts';
import { useText } from '../../i18n/use-text.ts';
import { shortImageId } from '../../i18n/words.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { ChosenSide, FoundSide } from '../../store/comparison.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { storedImageBytes } from '../archives/archive-items.ts';
import { PointChoice } from './point-choice.tsx';
import { SideMark } from './side-mark.tsx';
import styles from './side-card.module.css';

export interface SideCardProps {
  readonly side: Side;
  readonly chosen: ChosenSide | null;
  /** Null while nothing is chosen, or when it is gone. */
  readonly found: FoundSide | null;
}

/** One side: which image, where it comes from, and after which of its layers it is looked at. */
export function SideCard({ side, chosen, found }: SideCardProps) {
  const { t } = useText();
  return (
    <section
      className={styles.card}
      aria-label={t(`compare.side.${side}`)}
      data-empty={chosen === null || undefined}
    >
      <div className={styles.top}>
        <button
          type="button"
          className={styles.choose}
          aria-label={
            chosen === null
              ? t(`compare.choose.${side}`)
              : t('compare.change', { side: side.toUpperCase(), name: chosen.imageName })
          }
          onClick={() => chooseSide(side)}
        >
          <SideMark side={side} />
          <span className={styles.name}>
            {chosen === null ? t(`compare.choose.${side}`) : visibleLine(chosen.imageName)}
          </span>
          <ChevronsUpDown />
        </button>
      </div>
      <div className={styles.bottom}>
        {found !== null && <Facts found={found} />}
        {found === null && (
          <p className={styles.facts}>
            {chosen === null
              ? t('compare.side.none')
              : t('compare.side.gone', { source: visibleLine(chosen.sourceName) })}
          </p>
        )}
        {chosen !== null && found !== null && (
          <PointChoice side={side} chosen={chosen} found={found} />
        )}
      </div>
    </section>
  );
}

/** Asks for another image for a side. */
export function chooseSide(side: Side): void {
  useComparisonStore.setState({ choosing: { kind: 'side', side } });
  useDialogsStore.getState().show('compare-image');
}

function Facts({ found: { source, image } }: { readonly found: FoundSide }) {
  const { t, locale } = useText();
  const stored = storedImageBytes(image);
  const created = image.created === null ? Number.NaN : Date.parse(image.created);
  return (
    <ul className={styles.facts}>
      <li>{visibleLine(platformText(image.platform))}</li>
      <li>{source.role === 'library' ? t('library.kept.title') : visibleLine(source.name)}</li>
      <li>
        <Tooltip text={formatExactBytes(stored, t)}>
          <span>{t('image.stored', { size: formatBytes(stored, locale) })}</span>
        </Tooltip>
      </li>
      {created > 0 && (
        <li>
          <Tooltip text={`${t('image.created')}: ${formatTime(created, locale, 'full')}`}>
            <span>{ageText(created, locale)}</span>
          </Tooltip>
        </li>
      )}
      <li>
        <code>{shortImageId(image)}</code>
      </li>
    </ul>
  );
}
