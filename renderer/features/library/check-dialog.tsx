import { useLayoutEffect } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { isTextKey } from '../../../shared/i18n/t.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import type { StoreFinding, StoreReport } from '../../../shared/model/store.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import {
  checkLibrary,
  forgetOutdatedCheck,
  useLibraryCheckStore,
} from '../../store/library-check.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { problemFacts } from '../problems/problem-facts.ts';
import styles from './dialogs.module.css';

/** Looks whether the library is whole, says what was found, and mends it. */
export function CheckDialog() {
  const open = useDialogsStore((state) => state.open === 'library-check');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t } = useText();
  const show = useDialogsStore((state) => state.show);
  const { running, report, failure } = useLibraryCheckStore();
  useLayoutEffect(forgetOutdatedCheck, []);
  const isFound = report?.findings.some(({ outcome }) => outcome === 'found') ?? false;
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(next) => show(next ? 'library-check' : null)}
      title={t('library.check.title')}
      description={t('library.check.text')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button disabled={running !== null || !isFound} onClick={() => void checkLibrary(true)}>
            {t('library.check.repair')}
          </Button>
          <Button
            variant="primary"
            disabled={running !== null}
            onClick={() => void checkLibrary(false)}
          >
            {t('library.check.do')}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        {running !== null && (
          <p className={styles.running}>
            <Spinner label={t('job.check')} />
            {t(running === 'repair' ? 'library.check.repairing' : 'job.check')}
          </p>
        )}
        {running === null && failure !== null && (
          <p className={styles.failure} role="alert">
            {failureText(failure, t)}
          </p>
        )}
        {running === null && failure === null && report !== null && <Report report={report} />}
      </div>
    </Dialog>
  );
}

function Report({ report }: { readonly report: StoreReport }) {
  const { t, locale } = useText();
  const checked = t('library.check.checked', {
    count: report.checkedBlobs,
    size: formatBytes(report.checkedBytes, locale),
  });
  return (
    <div role="status" className={styles.report}>
      <p>
        <strong>{t(report.sound ? 'library.check.sound' : 'library.check.unsound')}</strong>{' '}
        <span className={styles.faint}>{checked}</span>
      </p>
      {report.findings.length > 0 && (
        <ul className={styles.findings}>
          {report.findings.map((finding, place) => (
            // One thing may be found in several places; the place in the list tells them apart.
            <li key={place}>
              <Finding finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const outcomeWords: Readonly<Record<StoreFinding['outcome'], TextKey>> = {
  found: 'library.outcome.found',
  mended: 'library.outcome.mended',
  'moved-aside': 'library.outcome.moved-aside',
};

function Finding({
  finding: { problem, outcome, quarantine },
}: {
  readonly finding: StoreFinding;
}) {
  const texts = useText();
  const { t } = texts;
  const key = `problem.${problem.code}`;
  const meaning = `${key}.meaning`;
  const tone = outcome === 'found' ? problem.severity : 'ok';
  return (
    <>
      <p className={styles.findingTitle}>
        <Badge tone={tone}>{t(outcomeWords[outcome])}</Badge>
        {isTextKey(key) ? t(key, problem.values) : problem.code}
      </p>
      {isTextKey(meaning) && <p className={styles.faint}>{t(meaning, problem.values)}</p>}
      <p className={styles.facts} data-selectable="">
        {problem.where.member !== undefined && <code>{visibleLine(problem.where.member)}</code>}
        {problemFacts(problem, texts).map(({ name, label, value }) => (
          <span key={name}>
            {label} {value}
          </span>
        ))}
        {quarantine !== null && (
          <span>{t('library.check.quarantine', { place: visibleLine(quarantine) })}</span>
        )}
      </p>
    </>
  );
}
