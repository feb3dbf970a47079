import { FileInput, FolderInput } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useLibraryStore } from '../../store/library.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ArtifactLine } from './artifact-line.tsx';
import { ImageLine } from './image-line.tsx';
import { libraryItems } from './library-items.ts';
import type { LibraryItem } from './library-items.ts';
import { moveInLibrary } from './library-keys.ts';
import { SourceLine } from './source-line.tsx';
import styles from './library.module.css';

/** The sidebar: what is open, as a tree of sources and their images. */
export function Library({ onChosen }: { readonly onChosen?: () => void }) {
  const { t } = useText();
  const sources = useLibraryStore((state) => state.sources);
  const folded = useLayoutStore((state) => state.foldedSources);
  const setFolded = useLayoutStore((state) => state.setSourceFolded);
  const chosen = useSelectionStore((state) => state.item);
  const select = useSelectionStore((state) => state.select);
  const items = libraryItems(sources, folded);
  const chosenId =
    chosen === null ? null : chosen.key === null ? chosen.grant : `${chosen.grant}/${chosen.key}`;
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const tabStop = [focused, chosenId, items[0]?.id].find((id) =>
    items.some((item) => item.id === id),
  );

  function choose(item: LibraryItem): void {
    setFocused(item.id);
    if (item.kind === 'source') {
      if (item.source.contents !== null) setFolded(item.source.name, item.open);
      else {
        select({ grant: item.source.grant, key: null }, item.source.name);
        onChosen?.();
      }
      return;
    }
    const key = item.kind === 'image' ? item.image.key : item.artifact.key;
    select({ grant: item.source.grant, key }, item.source.name);
    onChosen?.();
  }

  function handleKey(event: KeyboardEvent): void {
    const position = items.findIndex(({ id }) => id === focused);
    const current = items[position];
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveInLibrary(items, position, event.key);
    if (move === null) return;
    event.preventDefault();
    if (move.kind === 'choose') choose(current);
    else if (move.kind === 'fold' && current.kind === 'source') {
      setFolded(current.source.name, move.folded);
    } else if (move.kind === 'focus') {
      const next = items[move.position];
      if (next === undefined) return;
      setFocused(next.id);
      tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[move.position]?.focus();
    }
  }

  return (
    <section className={styles.library} aria-label={t('library.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('library.title')}</h2>
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
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        aria-label={t('library.title')}
        onKeyDown={handleKey}
      >
        {items.map((item) => {
          const shared = {
            selected: item.id === chosenId,
            tabStop: item.id === tabStop,
            onChoose: () => choose(item),
            onFocus: () => setFocused(item.id),
          };
          if (item.kind === 'source') return <SourceLine key={item.id} {...shared} item={item} />;
          if (item.kind === 'image') return <ImageLine key={item.id} {...shared} item={item} />;
          return <ArtifactLine key={item.id} {...shared} item={item} />;
        })}
      </div>
    </section>
  );
}
