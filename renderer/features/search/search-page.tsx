import { RotateCw, SearchX } from 'lucide-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { runAction } from '../../actions/run.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { looksForSomething, searchSession, useSearchStore } from '../../store/search.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Split } from '../../ui/split.tsx';
import type { Pane } from '../../ui/pane.ts';
import { patternFailure } from '../files/pattern-failure.ts';
import { HitDetails } from './hit-details.tsx';
import { HitGrid, hitId } from './hit-grid.tsx';
import type { HitGridHandle } from './hit-grid.tsx';
import { pressHitKey } from './hit-keys.ts';
import { SearchBar } from './search-bar.tsx';
import { NothingFound } from './search-empty.tsx';
import { SearchFilters } from './search-filters.tsx';
import { SearchStart } from './search-start.tsx';
import { SearchStatus } from './search-status.tsx';
import { useSearch } from './use-search.ts';
import styles from './search.module.css';

/** Finds every version of a path in all layers of everything open, those that nobody sees any more among them. */
export function SearchPage() {
  const { t } = useText();
  const query = useSearchStore((state) => state.query);
  const filtersOpen = useSearchStore((state) => state.filtersOpen);
  const { cursor, failure, results } = useSyncExternalStore(
    searchSession.subscribe,
    searchSession.snapshot,
  );
  const { stale, slow } = useSearch();
  const grid = useRef<HitGridHandle>(null);
  const wanted = looksForSomething(query);
  const bad = wanted ? patternFailure(failure) : null;
  const found = wanted && results !== null && results.count > 0;

  function press(key: string): boolean {
    return pressHitKey(key, {
      session: searchSession,
      pageSize: grid.current?.pageSize() ?? 1,
      open: () => runAction('search.show'),
    });
  }

  return (
    <main className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.spoken}>{t('search.title')}</h1>
        <SearchBar
          active={found && cursor >= 0 ? hitId(cursor) : null}
          error={bad === null ? null : failureText(bad, t)}
          onKey={press}
        />
        {filtersOpen && <SearchFilters />}
      </header>
      <span className={styles.wait} data-busy={slow || undefined}>
        <ProgressBar value={null} label={t('search.searching')} />
      </span>
      {wanted && (results !== null || bad !== null) && (
        <SearchStatus results={results} error={bad === null ? null : failureText(bad, t)} />
      )}
      <Body stale={stale} grid={grid} />
    </main>
  );
}

interface BodyProps {
  readonly stale: boolean;
  readonly grid: RefObject<HitGridHandle | null>;
}

function Body({ stale, grid }: BodyProps) {
  const { t } = useText();
  const query = useSearchStore((state) => state.query);
  const order = useSearchStore((state) => state.order);
  const hit = useSearchStore((state) => state.hit);
  const { failure, results, shown } = useSyncExternalStore(
    searchSession.subscribe,
    searchSession.snapshot,
  );
  // While the hit of a page that is on its way is not known, the one before it stays.
  const [told, setTold] = useState(hit);
  if (hit !== null && hit !== told) setTold(hit);

  if (!looksForSomething(query)) return <SearchStart />;
  if (failure !== null && patternFailure(failure) === null) {
    return (
      <EmptyState
        tone="error"
        icon={<SearchX />}
        title={t('search.failed')}
        actions={
          <Button icon={<RotateCw />} onClick={() => void searchSession.search({ query, order })}>
            {t('inspector.again')}
          </Button>
        }
      >
        {failureText(failure, t)}
      </EmptyState>
    );
  }
  if (results === null || shown === null) {
    return failure === null ? (
      <EmptyState title="" icon={<Spinner size="l" label={t('search.searching')} />} />
    ) : (
      <div className={styles.blank} />
    );
  }
  // That nothing was found before says nothing about a pattern that is none.
  if (results.count === 0 && failure !== null) return <div className={styles.blank} />;
  if (results.count === 0) {
    return (
      <div className={styles.blank} data-stale={stale || undefined}>
        <NothingFound query={shown.query} results={results} />
      </div>
    );
  }
  const hits: Pane = {
    id: 'search-hits',
    minSize: 120,
    content: <HitGrid ref={grid} stale={stale} />,
  };
  const details: Pane = {
    id: 'search-hit',
    minSize: 72,
    maxSize: '60%',
    defaultSize: 172,
    content: told !== null && <HitDetails hit={told} query={shown.query} />,
  };
  return (
    <div className={styles.body}>
      <Split
        orientation="vertical"
        separatorLabel={t('split.resize')}
        panes={told === null ? [hits] : [hits, details]}
      />
    </div>
  );
}
