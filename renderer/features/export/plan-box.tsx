import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { ExportPlan } from '../../../shared/model/export.ts';
import type { CallState } from '../../engine/use-call.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { LossList } from './loss-list.tsx';
import { SavingLines } from './saving-lines.tsx';
import styles from './export.module.css';

export interface PlanBoxProps {
  readonly plan: CallState<ExportPlan>;
  /** What has still to be chosen before there is a plan. */
  readonly missing: string;
  /** What is written: files into a folder that holds others, one file or new folder, or nothing outside the library. */
  readonly output: 'into-folder' | 'named' | 'library';
  /** Files are what is taken out; else they are parts of one. */
  readonly countsFiles: boolean;
}

/** What an export would do: name, files, bytes, and what the result cannot hold. */
export function PlanBox({ plan, missing, output, countsFiles }: PlanBoxProps) {
  const { t } = useText();
  const known =
    plan.status === 'ready' ? plan.value : plan.status === 'loading' ? plan.previous : null;
  return (
    <section
      className={styles.plan}
      aria-label={t('export.plan.title')}
      aria-busy={plan.status === 'loading'}
    >
      {plan.status === 'idle' && <p className={styles.faint}>{missing}</p>}
      {plan.status === 'failed' && (
        <p className={styles.failure} role="alert">
          {failureText(plan.failure, t)}
        </p>
      )}
      {plan.status === 'loading' && known === null && (
        <p className={styles.waiting}>
          <Spinner label={t('export.plan.working')} />
          {t('export.plan.working')}
        </p>
      )}
      {plan.status === 'loading' && known !== null && (
        <span className={styles.stale}>
          <Spinner label={t('export.plan.working')} />
        </span>
      )}
      {known !== null && <Plan plan={known} output={output} countsFiles={countsFiles} />}
    </section>
  );
}

interface PlanProps extends Pick<PlanBoxProps, 'output' | 'countsFiles'> {
  readonly plan: ExportPlan;
}

function Plan({ plan, output, countsFiles }: PlanProps) {
  const { t, locale } = useText();
  const { name, isFolder, bytes, files, losses, saved } = plan;
  if (files === 0 && bytes === 0) return <p className={styles.faint}>{t('export.plan.empty')}</p>;
  return (
    <>
      {saved !== null && <SavingLines saved={saved} />}
      {output !== 'library' && (
        <p className={styles.planName}>
          {output === 'into-folder' ? (
            <span>{t('export.plan.intoFolder')}</span>
          ) : (
            <code>{visibleLine(isFolder ? `${name}/` : name)}</code>
          )}
          {countsFiles && files > 1 && <span>{t('export.plan.files', { count: files })}</span>}
          <span>{bytes === null ? t('export.plan.unknownBytes') : formatBytes(bytes, locale)}</span>
        </p>
      )}
      <LossList losses={losses} />
    </>
  );
}
