import { useId } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './differences-frame.module.css';

export interface DifferencesFrameProps {
  /** How much differs, in one line. */
  readonly summary: string;
  readonly onlyDifferent: boolean;
  readonly onOnlyDifferent: (onlyDifferent: boolean) => void;
  /** Fills what the bar leaves. */
  readonly children: ReactNode;
}

/** A tab that says how much differs, and shows what does not when asked for. */
export function DifferencesFrame({
  summary,
  onlyDifferent,
  onOnlyDifferent,
  children,
}: DifferencesFrameProps) {
  const { t } = useText();
  const switchId = useId();
  return (
    <div className={styles.tab}>
      <header className={styles.bar}>
        <p className={styles.summary}>{summary}</p>
        <span className={styles.switch}>
          <Switch id={switchId} checked={onlyDifferent} onChange={onOnlyDifferent} />
          <label htmlFor={switchId}>{t('compare.onlyDifferent')}</label>
        </span>
      </header>
      {children}
    </div>
  );
}
