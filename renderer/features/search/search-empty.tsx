import { BookOpen, FolderOpen, Hourglass, SearchX } from 'lucide-react';
import type { SearchQuery, SearchSummary } from '../../../shared/model/search.ts';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { prepareSearch, useSearchPrepare } from '../../store/search-prepare.ts';
import { filterCount, useSearchStore, withoutFilters } from '../../store/search.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

export interface NothingFoundProps {
  readonly query: SearchQuery;
  readonly results: SearchSummary;
}

/** What stands there when nothing was found: why that may be, and what to try. */
export function NothingFound({ query, results }: NothingFoundProps) {
  const { t } = useText();
  const setQuery = useSearchStore((state) => state.setQuery);
  if (results.searched + results.unread === 0) {
    return (
      <EmptyState
        icon={<FolderOpen />}
        title={t('search.noImages')}
        actions={
          <Button variant="primary" onClick={() => runAction('source.open')}>
            {t('action.source.open')}
          </Button>
        }
      >
        {t('search.noImages.text')}
      </EmptyState>
    );
  }
  if (results.searched === 0) return <NothingRead unread={results.unread} />;
  if (results.endedEarly) {
    return (
      <EmptyState icon={<Hourglass />} title={t('search.slow')}>
        {t('failure.pattern-slow')}
      </EmptyState>
    );
  }
  const narrowed = filterCount(query) > 0 || query.state !== 'any';
  const likeGlob = query.textMode === 'text' && /[*?]/.test(query.text);
  return (
    <EmptyState
      icon={<SearchX />}
      title={t('search.none')}
      actions={
        <>
          {likeGlob && (
            <Button onClick={() => setQuery({ textMode: 'glob' })}>{t('search.asGlob')}</Button>
          )}
          {narrowed && query.text !== '' && (
            <Button onClick={() => setQuery(withoutFilters(query))}>
              {t('search.filters.clear')}
            </Button>
          )}
        </>
      }
    >
      {t(reasonOf(results, narrowed), { count: results.searched })}
    </EmptyState>
  );
}

/** What of the images was searched in vain. */
function reasonOf({ unread, unreadLayers, unhashed }: SearchSummary, narrowed: boolean) {
  if (unread > 0) return 'search.none.unread';
  if (unreadLayers + unhashed > 0) return 'search.none.gaps';
  return narrowed ? 'search.none.narrowed' : 'search.none.text';
}

/** There is nothing to search before the images have been read. */
function NothingRead({ unread }: { readonly unread: number }) {
  const { t } = useText();
  const running = useSearchPrepare((state) => state.running);
  return (
    <EmptyState
      icon={<BookOpen />}
      title={t(running ? 'search.reading' : 'search.unread', { count: unread })}
      actions={
        !running && (
          <Button variant="primary" onClick={() => void prepareSearch()}>
            {t('search.read')}
          </Button>
        )
      }
    >
      {t('search.noneRead')}
    </EmptyState>
  );
}
