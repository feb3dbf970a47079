import { Command } from 'lucide-react';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { useJobsStore } from '../../store/jobs.ts';
import { Shortcut } from '../../ui/shortcut.tsx';
import { ChosenStatus } from '../files/chosen-status.tsx';
import { JobLine } from './job-line.tsx';
import styles from './status-bar.module.css';

/** Jobs shown one by one; the rest are counted. */
const shownJobs = 3;

/** The lower edge of the window: what is being done, and the way to everything else. */
export function StatusBar() {
  const { t } = useText();
  const jobs = useJobsStore((state) => state.jobs);
  return (
    <footer className={styles.bar}>
      <div className={styles.jobs} role="status">
        {jobs.slice(0, shownJobs).map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
        {jobs.length > shownJobs && (
          <span className={styles.more}>{t('jobs.more', { count: jobs.length - shownJobs })}</span>
        )}
        {jobs.length === 0 && <span className={styles.idle}>{t('jobs.none')}</span>}
      </div>
      <ChosenStatus />
      <button type="button" className={styles.palette} onClick={() => runAction('palette.open')}>
        <Command />
        <span>{t('action.palette.open')}</span>
        <Shortcut keys={actionShortcut('palette.open') ?? ''} />
      </button>
    </footer>
  );
}
