import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallState } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';

export interface DescribedEntryProps<Detail> {
  readonly call: CallState<Detail>;
  readonly onRetry: () => void;
  /** While no path is chosen. */
  readonly unchosen: ReactNode;
  readonly children: (detail: Detail) => ReactNode;
}

/** What is told of a chosen path; while another one is asked for, still that of the one before. */
export function DescribedEntry<Detail>({
  call,
  onRetry,
  unchosen,
  children,
}: DescribedEntryProps<Detail>) {
  const { t } = useText();
  if (call.status === 'idle') return unchosen;
  if (call.status === 'failed') {
    return (
      <EmptyState
        tone="error"
        title={t('inspector.failed')}
        actions={
          <Button icon={<RotateCw />} onClick={onRetry}>
            {t('inspector.again')}
          </Button>
        }
      >
        {failureText(call.failure, t)}
      </EmptyState>
    );
  }
  const detail = call.status === 'ready' ? call.value : call.previous;
  if (detail === null) {
    return <EmptyState title="" icon={<Spinner size="l" label={t('inspector.loading')} />} />;
  }
  return children(detail);
}
