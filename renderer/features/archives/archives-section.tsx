import { FileInput, FolderInput } from 'lucide-react';
import { useMemo } from 'react';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { archivesOf, useSourcesStore } from '../../store/sources.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ArchiveTree } from './archive-tree.tsx';
import styles from './archives.module.css';

/** The sidebar: what is open, as a tree of sources and their images. */
export function ArchivesSection({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { t } = useText();
  const all = useSourcesStore((state) => state.sources);
  const sources = useMemo(() => archivesOf(all), [all]);
  return (
    <section className={styles.archives} aria-label={t('archives.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('archives.title')}</h2>
        <IconButton
          size="s"
          label={t('action.source.open')}
          shortcut={actionShortcut('source.open')}
          icon={<FileInput />}
          onClick={() => runAction('source.open')}
        />
        <IconButton
          size="s"
          label={t('action.source.openFolder')}
          shortcut={actionShortcut('source.openFolder')}
          icon={<FolderInput />}
          onClick={() => runAction('source.openFolder')}
        />
      </header>
      {sources.length === 0 ? (
        <p className={styles.nothing}>{t('archives.none')}</p>
      ) : (
        <ArchiveTree sources={sources} label={t('archives.title')} onChosen={onChosen} />
      )}
    </section>
  );
}
