import { findArtifact, findImage, findSource, useLibraryStore } from '../../store/library.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { ArtifactPage } from '../image/artifact-page.tsx';
import { ImagePage } from '../image/image-page.tsx';
import { Welcome } from '../welcome/welcome.tsx';
import { SidebarButton } from './sidebar-button.tsx';
import { Unchosen } from './unchosen.tsx';
import styles from './frame.module.css';

/** What is chosen in the sidebar, or what to do when nothing is. */
export function Page({ narrow }: { readonly narrow: boolean }) {
  const sources = useLibraryStore((state) => state.sources);
  const known = useLibraryStore((state) => state.connections > 0);
  // A new engine knows no views: the page starts anew with it.
  const connections = useLibraryStore((state) => state.connections);
  const item = useSelectionStore((state) => state.item);
  const source = findSource(sources, item?.grant);
  const image = findImage(source, item?.key);
  const artifact = findArtifact(source, item?.key);
  if (!known) return <div className={styles.page} />;
  if (sources.length === 0) return <Welcome />;
  return (
    <div className={styles.page}>
      {narrow && <SidebarButton />}
      {source !== null && image !== null && (
        <ImagePage
          key={`${connections}/${source.grant}/${image.key}`}
          source={source}
          image={image}
        />
      )}
      {image === null && artifact !== null && <ArtifactPage artifact={artifact} />}
      {image === null && artifact === null && <Unchosen />}
    </div>
  );
}
