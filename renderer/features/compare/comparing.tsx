import { CircleAlert, CircleSlash, RotateCw } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { ComparePoint } from '../../../shared/model/comparison.ts';
import type { Failure } from '../../../shared/model/job.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { jobShare, useJobsStore } from '../../store/jobs.ts';
import { cancelComparison } from '../../store/open-comparisons.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './compare-page.module.css';

export interface ComparingProps {
  readonly comparisonKey: string;
  readonly points: readonly ComparePoint[];
}

/** How far the comparing has come, with a way to end it. */
export function Comparing({ comparisonKey, points }: ComparingProps) {
  const { t, locale } = useText();
  const job = useJobsStore(
    ({ jobs }) =>
      jobs.find(({ kind }) => kind === 'compare') ??
      jobs.find(
        ({ kind, grant, image }) =>
          kind === 'read' && points.some((point) => point.grant === grant && point.image === image),
      ),
  );
  const kind = job?.kind === 'read' ? 'job.read' : 'job.compare';
  return (
    <div className={styles.center}>
      <div className={styles.comparing} role="status">
        <p className={styles.what}>{t(kind)}</p>
        <div className={styles.bar}>
          <ProgressBar value={job === undefined ? null : jobShare(job)} label={t(kind)} />
        </div>
        <p>
          {job !== undefined && job.total !== null && job.total > 0
            ? t('job.ofTotal', {
                done: formatBytes(job.done, locale),
                total: formatBytes(job.total, locale),
              })
            : '\u00A0'}
        </p>
        <Button size="s" onClick={() => cancelComparison(comparisonKey)}>
          {t('job.cancel')}
        </Button>
      </div>
    </div>
  );
}

export interface ComparingFailedProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** Why there is nothing to show, and a way to try once more. */
export function ComparingFailed({ failure, onRetry }: ComparingFailedProps) {
  const { t } = useText();
  const ended = failure.code === 'cancelled';
  return (
    <div className={styles.center}>
      <EmptyState
        tone={ended ? 'neutral' : 'error'}
        icon={ended ? <CircleSlash /> : <CircleAlert />}
        title={t(ended ? 'compare.cancelled' : 'compare.failed')}
        actions={
          <Button variant="primary" icon={<RotateCw />} onClick={onRetry}>
            {t('compare.again')}
          </Button>
        }
      >
        {ended ? t('compare.cancelled.text') : failureText(failure, t)}
      </EmptyState>
    </div>
  );
}
