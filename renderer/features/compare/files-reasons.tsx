import { ListFilter } from 'lucide-react';
import { Popover } from 'radix-ui';
import { changeReasons } from '../../../shared/model/change.ts';
import type { ChangeReason } from '../../../shared/model/change.ts';
import { useText } from '../../i18n/use-text.ts';
import { reasonWords } from '../../i18n/words.ts';
import { toggled } from '../../store/view.ts';
import { Button } from '../../ui/button.tsx';
import popover from '../files/size-filter.module.css';
import styles from './files.module.css';

export interface ReasonFilterProps {
  /** Modified paths by reason. */
  readonly counts: Readonly<Record<ChangeReason, number>>;
  readonly chosen: readonly ChangeReason[];
  readonly onChoose: (reasons: readonly ChangeReason[]) => void;
}

/** Shows modified paths for some reasons alone. */
export function ReasonFilter({ counts, chosen, onChoose }: ReasonFilterProps) {
  const { t, number, list } = useText();
  const active = chosen.length < changeReasons.length;
  const named = chosen.length <= 2;
  return (
    <Popover.Root>
      <Popover.Trigger
        className={popover.trigger}
        data-active={active || undefined}
        aria-label={t('compareFiles.reasons')}
        title={t('compareFiles.reasons')}
      >
        <ListFilter />
        {active &&
          (named
            ? list(chosen.map((reason) => t(reasonWords[reason])))
            : t('compareFiles.reasons.some', { count: chosen.length }))}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={popover.popover} sideOffset={4} collisionPadding={8}>
          <fieldset className={styles.reasons}>
            <legend>{t('compareFiles.reasons')}</legend>
            {changeReasons.map((reason) => (
              <div key={reason} className={styles.reason}>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.includes(reason)}
                    onChange={() => onChoose(toggled(changeReasons, chosen, reason, changeReasons))}
                  />
                  {t(reasonWords[reason])}
                </label>
                <span className={styles.count}>{number(counts[reason])}</span>
                <button
                  type="button"
                  className={styles.alone}
                  onClick={() => onChoose([reason])}
                  aria-label={t('compareFiles.reasons.aloneOf', { reason: t(reasonWords[reason]) })}
                >
                  {t('compareFiles.reasons.alone')}
                </button>
              </div>
            ))}
            <Button size="s" variant="ghost" onClick={() => onChoose(changeReasons)}>
              {t('compareFiles.reasons.all')}
            </Button>
          </fieldset>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
