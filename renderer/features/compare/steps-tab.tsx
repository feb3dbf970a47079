import { ScrollText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { sides } from '../../../shared/model/comparison.ts';
import type { Side, StepPair } from '../../../shared/model/comparison.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { commandText } from './command-pair.tsx';
import type { ComparedProps } from './compared-props.ts';
import { DifferencesFrame } from './differences-frame.tsx';
import { MarkedText } from './marked-text.tsx';
import { SideMark } from './side-mark.tsx';
import { tellingDifference } from './word-difference.ts';
import styles from './steps-tab.module.css';

const signs: Readonly<Record<StepPair['status'], string>> = {
  same: '=',
  changed: '≠',
  inserted: '+',
  removed: '−',
};

const words: Readonly<Record<StepPair['status'], TextKey>> = {
  same: 'compare.step.same',
  changed: 'compare.step.changed',
  inserted: 'compare.step.inserted',
  removed: 'compare.step.removed',
};

/** The steps that made both images, side by side. */
export function StepsTab({ value }: Pick<ComparedProps, 'value'>) {
  const { t } = useText();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const { steps } = value;
  const different = steps.filter(({ status }) => status !== 'same');
  if (steps.length === 0) {
    return (
      <EmptyState icon={<ScrollText />} title={t('history.none')}>
        {t('history.none.text')}
      </EmptyState>
    );
  }
  return (
    <DifferencesFrame
      summary={
        different.length === 0
          ? t('compare.steps.same', { count: steps.length })
          : t('compare.steps.different', { count: different.length, all: steps.length })
      }
      onlyDifferent={onlyDifferent}
      onOnlyDifferent={setOnlyDifferent}
    >
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={t('compare.tab.history')}>
          <thead>
            <tr>
              <th scope="col" className={styles.status}>
                <span className={styles.unseen}>{t('compare.status')}</span>
              </th>
              {sides.map((side) => (
                <th key={side} scope="col">
                  <SideMark side={side} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(onlyDifferent ? different : steps).map((step) => (
              <StepRow key={`${step.a ?? ''}/${step.b ?? ''}`} step={step} />
            ))}
          </tbody>
        </table>
        {onlyDifferent && different.length === 0 && (
          <p className={styles.nothing}>{t('compare.steps.same', { count: steps.length })}</p>
        )}
      </div>
    </DifferencesFrame>
  );
}

function StepRow({ step }: { readonly step: StepPair }) {
  const { t } = useText();
  const { status, commandA, commandB } = step;
  const pieces = useMemo(() => {
    if (status !== 'changed' || commandA === null || commandB === null) return null;
    return tellingDifference(commandText(commandA), commandText(commandB));
  }, [status, commandA, commandB]);
  const cell = (side: Side) => {
    const place = step[side];
    const command = side === 'a' ? commandA : commandB;
    if (place === null) return null;
    return (
      <div className={styles.step}>
        <span className={styles.number}>{place + 1}</span>
        <pre className={styles.code} data-selectable="">
          {command === null || command === '' ? (
            <span className={styles.unknown}>{t('layer.noCommand')}</span>
          ) : (
            <code>
              {pieces === null ? (
                visibleText(commandText(command))
              ) : (
                <MarkedText side={side} pieces={pieces[side]} />
              )}
            </code>
          )}
        </pre>
      </div>
    );
  };
  return (
    <tr className={styles.row} data-status={status}>
      <td className={styles.status}>
        <span
          className={styles.sign}
          role="img"
          aria-label={t(words[status])}
          title={t(words[status])}
        >
          {signs[status]}
        </span>
      </td>
      {sides.map((side) => (
        <td key={side} data-side={side}>
          {cell(side)}
        </td>
      ))}
    </tr>
  );
}
