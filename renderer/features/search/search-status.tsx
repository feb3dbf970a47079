import { TriangleAlert } from 'lucide-react';
import type { SearchSummary } from '../../../shared/model/search.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { jobShare, useJobsStore } from '../../store/jobs.ts';
import { prepareSearch, stopPreparing, useSearchPrepare } from '../../store/search-prepare.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { searchErrorId } from './search-field-id.ts';
import styles from './search.module.css';

export interface SearchStatusProps {
  /** Null before anything was found out. */
  readonly results: SearchSummary | null;
  /** Why the pattern was refused, in words; what was found for another one is not told then. */
  readonly error: string | null;
}

/** How much was found in how many images, and what has not been read yet; or why nothing can be looked for. */
export function SearchStatus({ results, error }: SearchStatusProps) {
  if (error !== null) {
    return (
      <div className={styles.status}>
        <span id={searchErrorId} className={styles.error} role="alert">
          <TriangleAlert />
          {error}
        </span>
      </div>
    );
  }
  return results === null ? null : <Found results={results} />;
}

function Found({ results }: { readonly results: SearchSummary }) {
  const { t } = useText();
  const { running, failed, failure } = useSearchPrepare();
  const { count, searched, unread, unreadLayers, unhashed, endedEarly, full } = results;
  return (
    <div className={styles.status}>
      <span className={styles.found} role="status">
        {count === 0
          ? t('search.searched', { count: searched })
          : `${t('search.found', { count })} ${t('search.inImages', { count: searched })}`}
      </span>
      {endedEarly && count > 0 && <Warning>{t('search.endedEarly')}</Warning>}
      {unhashed > 0 && <Warning>{t('search.unhashed', { count: unhashed })}</Warning>}
      {unreadLayers > 0 && <Warning>{t('search.unreadLayers', { count: unreadLayers })}</Warning>}
      {running && <Reading searched={searched} unread={unread} />}
      {!running && full && unread > 0 && <Warning>{t('search.full', { count: unread })}</Warning>}
      {!running && !full && unread > failed && (
        <span className={styles.unread}>
          {t('search.unread', { count: unread })}
          <Button size="s" onClick={() => void prepareSearch()}>
            {t('search.read')}
          </Button>
        </span>
      )}
      {!running && !full && unread > 0 && failed > 0 && (
        <Warning>{t('search.readFailed', { count: failed })}</Warning>
      )}
      {!running && failure !== null && <Warning>{failureText(failure, t)}</Warning>}
    </div>
  );
}

/** Why there may be more than what was found. */
function Warning({ children }: { readonly children: string }) {
  return (
    <span className={styles.warning}>
      <TriangleAlert />
      {children}
    </span>
  );
}

interface ReadingProps {
  readonly searched: number;
  readonly unread: number;
}

/** How far the reading of the other images is, by images and the part of the one that is being read. */
function Reading({ searched, unread }: ReadingProps) {
  const { t } = useText();
  const reading = useJobsStore((state) => state.jobs.find(({ kind }) => kind === 'read'));
  const part = reading === undefined ? 0 : (jobShare(reading) ?? 0);
  const total = searched + unread;
  return (
    <span className={styles.unread}>
      {t('search.reading', { count: unread })}
      <span className={styles.progress}>
        <ProgressBar
          value={total === 0 ? null : Math.min(1, (searched + part) / total)}
          label={t('search.reading', { count: unread })}
        />
      </span>
      <Button size="s" variant="ghost" onClick={stopPreparing}>
        {t('inspector.cancel')}
      </Button>
    </span>
  );
}
