import { CircleAlert, CircleStop, RotateCw, X } from 'lucide-react';
import { useDeferredValue } from 'react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { JobKind } from '../../../shared/model/job.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { jobShare, useJobsStore } from '../../store/jobs.ts';
import type { RunningJob } from '../../store/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './lasting-outcome.module.css';
import type { LastingCall } from '../../engine/use-lasting-call.ts';

export interface LastingOutcomeProps<Result> {
  readonly work: LastingCall<Result>;
  /** What is going on while it runs. */
  readonly title: string;
  readonly text: string;
  /** The jobs that the call becomes, one after another, for their progress. Without a grant they are about all sources. */
  readonly job: { readonly kinds: readonly JobKind[]; readonly grant: Grant | null };
  readonly children: (value: Result) => ReactNode;
}

/** What a call gave; until then how far it is and a way to end it; else why there is nothing, and a way to begin again. */
export function LastingOutcome<Result>(props: LastingOutcomeProps<Result>) {
  const { work, title, text, job, children } = props;
  const { t } = useText();
  const { again, stop } = work;
  // Sections are much to build: it is done in pieces between frames.
  const call = useDeferredValue(work.call);
  if (call.status === 'ready') return children(call.value);
  const retry = (
    <Button icon={<RotateCw />} onClick={again}>
      {t('reviewing.again')}
    </Button>
  );
  if (call.status === 'failed') {
    return (
      <EmptyState tone="error" icon={<CircleAlert />} title={t('reviewing.failed')} actions={retry}>
        {failureText(call.failure, t)}
      </EmptyState>
    );
  }
  if (call.status === 'idle') {
    return <EmptyState icon={<CircleStop />} title={t('reviewing.stopped')} actions={retry} />;
  }
  return <Running title={title} text={text} stop={stop} {...job} />;
}

interface RunningProps {
  readonly title: string;
  readonly text: string;
  readonly stop: () => void;
  readonly kinds: readonly JobKind[];
  readonly grant: Grant | null;
}

function Running({ title, text, stop, kinds, grant }: RunningProps) {
  const { t } = useText();
  const job = useJobsStore((state) =>
    state.jobs.find(
      (other) => kinds.includes(other.kind) && (grant === null || other.grant === grant),
    ),
  );

  return (
    <EmptyState
      title={title}
      actions={
        <Button icon={<X />} onClick={stop}>
          {t('reviewing.cancel')}
        </Button>
      }
    >
      <Progress job={job} label={title} />
      {text}
    </EmptyState>
  );
}

interface ProgressProps {
  readonly job: RunningJob | undefined;
  readonly label: string;
}

function Progress({ job, label }: ProgressProps) {
  const { t, locale } = useText();
  const total = job?.total ?? null;
  return (
    <span className={styles.progress}>
      <ProgressBar value={job === undefined ? null : jobShare(job)} label={label} />
      {job !== undefined && total !== null && (
        <span className={styles.amount}>
          {t('job.ofTotal', {
            done: formatBytes(job.done, locale),
            total: formatBytes(total, locale),
          })}
        </span>
      )}
    </span>
  );
}
