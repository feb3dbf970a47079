import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useOverviewStore } from '../../store/overview.ts';
import { prepareFew, useSearchPrepare } from '../../store/search-prepare.ts';
import { looksForSomething, searchSession, useSearchStore } from '../../store/search.ts';

/** Milliseconds to wait for the next letter before the engine is asked. */
const typingPause = 80;
/** Milliseconds after which a search that goes on is shown to. */
const patience = 250;

/** How the list stands to what is asked for. */
export interface SearchProgress {
  /** The hits shown are those of another search than the one asked for. */
  readonly stale: boolean;
  /** The search goes on for so long that it should be said. */
  readonly slow: boolean;
}

/** Keeps the search of the window true to the query, and to what has been read. */
export function useSearch(): SearchProgress {
  const query = useSearchStore((state) => state.query);
  const order = useSearchStore((state) => state.order);
  const revision = useOverviewStore((state) => state.revision);
  const { busy, failure, results, shown } = useSyncExternalStore(
    searchSession.subscribe,
    searchSession.snapshot,
  );
  const key = JSON.stringify({ query, order });
  const current = JSON.stringify(shown) === key;

  useEffect(() => {
    if (!looksForSomething(query)) {
      searchSession.clear();
      return undefined;
    }
    const before = searchSession.snapshot();
    const same = JSON.stringify(before.shown) === key;
    if (same && !before.busy && before.failure === null) return undefined;
    const timer = setTimeout(() => void searchSession.search({ query, order }), typingPause);
    return () => clearTimeout(timer);
    // The key stands for query and order by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);

  // What was read or closed meanwhile, also while another page was shown; what is under way is not begun anew for it.
  const seen = useRef(-1);
  useEffect(() => {
    if (busy || seen.current === revision) return;
    seen.current = revision;
    void searchSession.refresh();
  }, [revision, busy]);

  const unread = results?.unread ?? null;
  const reading = useSearchPrepare((state) => state.running);
  useEffect(() => {
    if (unread !== null) prepareFew(unread);
  }, [unread, reading]);

  return { stale: !current || failure !== null, slow: useLasting(busy) };
}

/** True once something has been so for a while. */
function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(now), now ? patience : 0);
    return () => clearTimeout(timer);
  }, [now]);
  return lasting && now;
}
