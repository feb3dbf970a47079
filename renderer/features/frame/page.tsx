import { useDeferredValue, useMemo } from 'react';
import {
  archivesOf,
  findArtifact,
  findImage,
  findSource,
  useSourcesStore,
} from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { ComparePage } from '../compare/compare-page.tsx';
import { ArtifactPage } from '../image/artifact-page.tsx';
import { ImagePage } from '../image/image-page.tsx';
import { LineagePage } from '../overview/lineage-page.tsx';
import { UsagePage } from '../overview/usage-page.tsx';
import { SearchPage } from '../search/search-page.tsx';
import { Welcome } from '../welcome/welcome.tsx';
import { useNothingThere } from './nothing-there.ts';
import { SidebarButton } from './sidebar-button.tsx';
import { Unchosen } from './unchosen.tsx';
import styles from './frame.module.css';

/** What is chosen in the sidebar, or what to do when nothing is. */
export function Page({ narrow }: { readonly narrow: boolean }) {
  const known = useSourcesStore((state) => state.connections > 0);
  // A new engine knows no views: the page starts anew with it.
  const connections = useSourcesStore((state) => state.connections);
  const empty = useNothingThere();
  const page = useSelectionStore((state) => state.page);
  if (!known) return <div className={styles.page} />;
  return (
    <div className={styles.page}>
      {narrow && !empty && <SidebarButton />}
      {page === 'search' && <SearchPage key={connections} />}
      {page === 'lineage' && <LineagePage key={connections} />}
      {page === 'usage' && <UsagePage key={connections} />}
      {page === 'compare' && <ComparePage key={connections} connection={connections} />}
      {page === 'image' && <ChosenPage connections={connections} />}
    </div>
  );
}

/**
 * A page takes long to build: deferred, it is built in pieces between frames, and what was there stays until it is done.
 * Everything that decides about the page is deferred together.
 */
function ChosenPage({ connections: connected }: { readonly connections: number }) {
  const opened = useSourcesStore((state) => state.sources);
  const chosen = useSelectionStore((state) => state.item);
  const { sources, item, connections } = useDeferredValue(
    useMemo(
      () => ({ sources: opened, item: chosen, connections: connected }),
      [opened, chosen, connected],
    ),
  );
  const source = findSource(sources, item?.grant);
  const image = findImage(source, item?.key);
  const artifact = findArtifact(source, item?.key);
  if (source !== null && image !== null) {
    return (
      <ImagePage
        key={`${connections}/${source.grant}/${image.key}`}
        source={source}
        image={image}
      />
    );
  }
  if (artifact !== null) return <ArtifactPage artifact={artifact} />;
  return archivesOf(sources).length === 0 ? <Welcome /> : <Unchosen />;
}
