import { ShieldAlert, ShieldCheck, ShieldQuestion, X } from 'lucide-react';
import { runOnSource } from '../../actions/run.ts';
import { engine } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { reportFailure } from '../../store/follow.ts';
import { jobShare, useJobsStore } from '../../store/jobs.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { proofSummary } from './proof-summary.ts';
import styles from './proof-state.module.css';

/** Whether the digests of the source were found to hold: verified, being verified, or not. */
export function ProofState({ source }: { readonly source: SourceState }) {
  const { t } = useText();
  const setTab = useSelectionStore((state) => state.setTab);
  const { checked, verified, broken, unread, hasChanged } = proofSummary(source.proof);
  if (source.proof.status === 'running') return <Proving source={source} />;
  if (broken + unread > 0) {
    return (
      <button
        type="button"
        className={styles.proof}
        data-tone="error"
        onClick={() => setTab('problems')}
      >
        <ShieldAlert />
        {hasChanged
          ? t('proof.changed')
          : broken > 0
            ? t('proof.broken', { count: broken })
            : t('proof.unread', { count: unread })}
      </button>
    );
  }
  if (source.proof.status === 'done' && checked > 0) {
    return (
      <Tooltip text={t('proof.verified.text')}>
        <button
          type="button"
          className={styles.proof}
          data-tone="ok"
          onClick={() => setTab('problems')}
        >
          <ShieldCheck />
          {t('proof.verified', { verified: String(verified), count: checked })}
        </button>
      </Tooltip>
    );
  }
  return (
    <Tooltip text={t('proof.unverified.text')}>
      <button
        type="button"
        className={styles.proof}
        onClick={() => runOnSource('source.prove', source.grant)}
      >
        <ShieldQuestion />
        {t(source.proof.status === 'done' ? 'proof.nothing' : 'proof.unverified')}
      </button>
    </Tooltip>
  );
}

function Proving({ source }: { readonly source: SourceState }) {
  const { t } = useText();
  const job = useJobsStore((state) =>
    state.jobs.find(({ grant, kind }) => kind === 'prove' && grant === source.grant),
  );
  const share = job === undefined ? null : jobShare(job);
  return (
    <span className={styles.proof}>
      <span className={styles.bar}>
        <ProgressBar value={share} label={t('job.prove')} />
      </span>
      {share === null
        ? t('proof.running')
        : t('proof.runningShare', { percent: Math.floor(share * 100) })}
      {job !== undefined && (
        <IconButton
          size="s"
          label={t('job.cancel')}
          icon={<X />}
          onClick={() => {
            engine
              .call('job.cancel', { job: job.id })
              .catch((thrown: unknown) => reportFailure(t('job.cancel'), thrown));
          }}
        />
      )}
    </span>
  );
}
