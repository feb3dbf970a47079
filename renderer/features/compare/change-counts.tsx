import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChangeKind } from '../../../shared/model/change.ts';
import { changeReasons } from '../../../shared/model/change.ts';
import type { FileChanges } from '../../../shared/model/comparison.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { changeWords, reasonWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import styles from './change-counts.module.css';

/** How many paths differ, by kind; each kind leads to its files. */
export function ChangeCounts({ files }: { readonly files: FileChanges }) {
  const { t, locale, number } = useText();
  const showFiles = useComparisonStore((state) => state.showFiles);
  const modified = files.modified - files.timeOnly;
  const counts = [
    {
      kind: 'added',
      count: files.added,
      note: formatBytesDifference(files.addedBytes, locale),
    },
    {
      kind: 'removed',
      count: files.removed,
      note: formatBytesDifference(-files.removedBytes, locale),
    },
    {
      kind: 'modified',
      count: modified,
      note: [
        ...(files.grownBytes > 0 ? [formatBytesDifference(files.grownBytes, locale)] : []),
        ...(files.shrunkBytes > 0 ? [formatBytesDifference(-files.shrunkBytes, locale)] : []),
      ].join(' '),
    },
    { kind: 'moved', count: files.moved, note: formatBytes(files.movedBytes, locale) },
  ] as const;
  const reasons = changeReasons.filter((reason) => files.reasons[reason] > 0);

  function chip(kind: ChangeKind, count: number, note: string): ReactNode {
    return (
      <button
        key={kind}
        type="button"
        className={styles.chip}
        data-change={kind}
        disabled={count === 0}
        onClick={() => showFiles({ kinds: [kind] })}
      >
        <span aria-hidden="true">
          <ChangeMark change={kind} label="" />
        </span>
        <span className={styles.count}>{number(count)}</span>
        <span className={styles.word}>{t(changeWords[kind])}</span>
        {count > 0 && note !== '' && <span className={styles.note}>{note}</span>}
      </button>
    );
  }

  return (
    <section className={styles.counts} aria-label={t('compare.counts')}>
      <div className={styles.chips}>
        {counts.map(({ kind, count, note }) => chip(kind, count, note))}
        <button
          type="button"
          className={styles.chip}
          data-quiet=""
          disabled={files.timeOnly === 0}
          onClick={() => showFiles({ kinds: ['modified'], timeOnly: true })}
        >
          <Clock />
          <span className={styles.count}>{number(files.timeOnly)}</span>
          <span className={styles.word}>{t('compare.timeOnly')}</span>
        </button>
      </div>
      <p className={styles.sum}>
        {t('compare.unchanged', { count: files.unchanged })}
        {modified > 0 && reasons.length > 0 && (
          <>
            {' · '}
            {t('compare.reasons')}{' '}
            {reasons
              .map((reason) => `${t(reasonWords[reason])} ${number(files.reasons[reason])}`)
              .join(' · ')}
          </>
        )}
      </p>
    </section>
  );
}
