import { visibleText } from '../../../shared/format/visible.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './step-line.module.css';

/** A step of the history that made no layer: thin, between the layers, not to be chosen. */
export function StepLine({ step }: { readonly step: HistoryStep }) {
  const { t } = useText();
  return (
    <div className={styles.step} role="presentation" title={visibleText(step.command)}>
      <span className={styles.command}>
        {step.command === '' ? t('layer.noCommand') : visibleText(step.command)}
      </span>
    </div>
  );
}
