import { X } from 'lucide-react';
import { formatRate } from '../../../shared/format/bytes.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import type { JobKind } from '../../../shared/model/job.ts';
import { engine } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { reportFailure } from '../../store/follow.ts';
import { jobShare, secondsLeft } from '../../store/jobs.ts';
import type { RunningJob } from '../../store/jobs.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './status-bar.module.css';

const kindWords: Readonly<Record<JobKind, TextKey>> = {
  open: 'job.open',
  read: 'job.read',
  prove: 'job.prove',
  save: 'job.save',
  edit: 'job.edit',
  load: 'job.load',
  check: 'job.check',
  compare: 'job.compare',
  hash: 'job.hash',
  scan: 'job.scan',
  packages: 'job.packages',
};

/** A shorter time is over before it has been read. */
const shownSeconds = 1;

/** One running job: what it does to what, how far it is, how fast, for how long yet, and a way to end it. */
export function JobLine({ job }: { readonly job: RunningJob }) {
  const { t, locale } = useText();
  const source = useSourcesStore((state) => findSource(state.sources, job.grant));
  // The library has no name of its own to tell.
  const name = source?.role === 'opened' ? source.name : '';
  const share = jobShare(job);
  const left = secondsLeft(job);
  return (
    <span className={styles.job}>
      <span className={styles.what}>
        {t(kindWords[job.kind])} <span className={styles.name}>{visibleLine(name)}</span>
      </span>
      <span className={styles.progress}>
        <ProgressBar value={share} label={t(kindWords[job.kind])} />
      </span>
      {share !== null && <span>{t('job.percent', { percent: Math.floor(share * 100) })}</span>}
      {job.bytesPerSecond !== null && (
        <span className={styles.rate}>{formatRate(job.bytesPerSecond, locale)}</span>
      )}
      {left !== null && left >= shownSeconds && (
        <span className={styles.left}>{t('job.left', { time: formatDuration(left, locale) })}</span>
      )}
      <IconButton
        size="s"
        side="top"
        label={t('job.cancel')}
        icon={<X />}
        onClick={() => {
          engine
            .call('job.cancel', { job: job.id })
            .catch((thrown: unknown) => reportFailure(t('job.cancel'), thrown));
        }}
      />
    </span>
  );
}
