import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useDifferenceSteps } from './content-store.ts';
import styles from './content.module.css';

export interface DifferenceStepsProps {
  /** Where the reader is among the differences, in words. */
  readonly place: string;
  readonly disabled: boolean;
  readonly onStep: (backward: boolean) => void;
}

/** The buttons, and the keys, for the next difference and the one before. */
export function DifferenceSteps({ place, disabled, onStep }: DifferenceStepsProps) {
  const { t } = useText();
  useEffect(() => {
    if (disabled) return undefined;
    const { setStep } = useDifferenceSteps.getState();
    setStep(onStep);
    return () => {
      if (useDifferenceSteps.getState().step === onStep) setStep(null);
    };
  }, [disabled, onStep]);
  return (
    <span className={styles.steps}>
      <span aria-live="polite">{place}</span>
      <IconButton
        size="s"
        icon={<ChevronUp />}
        label={t('action.compare.previousDifference')}
        shortcut="Alt+ArrowUp"
        disabled={disabled}
        onClick={() => onStep(true)}
      />
      <IconButton
        size="s"
        icon={<ChevronDown />}
        label={t('action.compare.nextDifference')}
        shortcut="Alt+ArrowDown"
        disabled={disabled}
        onClick={() => onStep(false)}
      />
    </span>
  );
}
