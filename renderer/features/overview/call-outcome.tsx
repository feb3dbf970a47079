import { CircleAlert } from 'lucide-react';
import { useDeferredValue } from 'react';
import type { ReactNode } from 'react';
import type { CallState } from '../../engine/use-call.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './overview.module.css';

export interface CallOutcomeProps<Result> {
  readonly call: CallState<Result>;
  readonly children: (value: Result) => ReactNode;
}

/**
 * What a call gave, the former value while it is asked again, or why there is none. What is made of a value may be much:
 * it is built in pieces between frames.
 */
export function CallOutcome<Result>({ call: asked, children }: CallOutcomeProps<Result>) {
  const { t } = useText();
  const call = useDeferredValue(asked);
  if (call.status === 'ready') return children(call.value);
  if (call.status === 'loading' && call.previous !== null) return children(call.previous);
  if (call.status === 'failed') {
    return (
      <EmptyState tone="error" icon={<CircleAlert />} title={t('overview.failed')}>
        {failureText(call.failure, t)}
      </EmptyState>
    );
  }
  return (
    <div className={styles.center}>
      <Spinner size="l" label={t('overview.reading')} />
    </div>
  );
}
