import { ChartPie, FileSearch, GitCompare, GitFork } from 'lucide-react';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { LibrarySection } from '../library/library-section.tsx';
import { ArchivesSection } from '../archives/archives-section.tsx';
import { MarkedImages } from '../archives/marked-images.tsx';
import styles from './sidebar.module.css';

const pages = [
  { page: 'search', action: 'page.search', Icon: FileSearch },
  { page: 'lineage', action: 'page.lineage', Icon: GitFork },
  { page: 'usage', action: 'page.usage', Icon: ChartPie },
  { page: 'compare', action: 'page.compare', Icon: GitCompare },
] as const;

/** What is open, what the library keeps, and the pages about all of it. */
export function Sidebar({ onChosen }: { readonly onChosen?: () => void }) {
  const { t } = useText();
  const shown = useSelectionStore((state) => state.page);
  return (
    <div className={styles.sidebar}>
      <div className={styles.scroller}>
        <ArchivesSection onChosen={onChosen} />
        <LibrarySection onChosen={onChosen} />
      </div>
      <MarkedImages onChosen={onChosen} />
      <nav className={styles.pages} aria-label={t('overview.title')}>
        {pages.map(({ page, action, Icon }) => (
          <button
            key={page}
            type="button"
            className={styles.page}
            aria-current={shown === page ? 'page' : undefined}
            onClick={() => {
              runAction(action);
              onChosen?.();
            }}
          >
            <Icon />
            {t(`action.${action}`)}
          </button>
        ))}
      </nav>
    </div>
  );
}
