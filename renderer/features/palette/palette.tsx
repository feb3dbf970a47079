import { Box, Check, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { actions } from '../../actions/registry.ts';
import { runAction } from '../../actions/run.ts';
import { currentSituation } from '../../actions/situation.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Shortcut } from '../../ui/shortcut.tsx';
import { findEntries, paletteEntries } from './palette-entries.ts';
import type { FoundEntry, PaletteEntry } from './palette-entries.ts';
import styles from './palette.module.css';

/** A dialog to find any action, or any open image, by some letters of its name. */
export function Palette() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'palette');
  const show = useDialogsStore((state) => state.show);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => show(next ? 'palette' : null)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className={styles.title}>{t('palette.title')}</Dialog.Title>
          <PaletteList onDone={() => show(null)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const sources = useSourcesStore((state) => state.sources);
  const [search, setSearch] = useState('');
  const [position, setPosition] = useState(0);
  // What is chosen when the palette opens is what its actions are about.
  const [situation] = useState(() => currentSituation());
  const list = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const found = findEntries(paletteEntries(actions, situation, sources, t), search);
  const current = Math.min(position, found.length - 1);

  function choose(entry: PaletteEntry): void {
    onDone();
    if (entry.kind === 'image') {
      useSelectionStore.getState().select(entry.item, entry.sourceName);
    } else {
      // After the dialog has given the focus back.
      requestAnimationFrame(() => runAction(entry.id));
    }
  }

  function move(to: number): void {
    const next = (to + found.length) % Math.max(1, found.length);
    setPosition(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  }

  function handleKey(event: KeyboardEvent): void {
    const chosen = found[current];
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'PageDown') move(Math.min(found.length - 1, current + 8));
    else if (event.key === 'PageUp') move(Math.max(0, current - 8));
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen.entry);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className={styles.search}>
        <Search />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${prefix}-list`}
          aria-activedescendant={current >= 0 ? `${prefix}-${current}` : undefined}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          value={search}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setSearch(event.target.value);
            setPosition(0);
          }}
          onKeyDown={handleKey}
        />
      </div>
      <div
        ref={list}
        id={`${prefix}-list`}
        className={styles.list}
        role="listbox"
        aria-label={t('palette.title')}
      >
        {found.map(({ entry, match }, index) => (
          <div
            key={entry.id}
            id={`${prefix}-${index}`}
            className={styles.entry}
            role="option"
            aria-selected={index === current}
            onPointerMove={() => setPosition(index)}
            onClick={() => choose(entry)}
          >
            <EntryIcon entry={entry} />
            <Letters label={entry.label} match={match} />
            {entry.kind === 'image' && <span className={styles.source}>{entry.sourceName}</span>}
            {entry.kind === 'action' && entry.action.checked?.(situation) === true && <Check />}
            {entry.kind === 'action' && entry.action.accelerator !== undefined && (
              <Shortcut keys={entry.action.accelerator} />
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.empty}>{t('palette.empty')}</p>}
    </>
  );
}

function EntryIcon({ entry }: { readonly entry: PaletteEntry }) {
  const Icon = entry.kind === 'action' ? entry.action.icon : Box;
  return <Icon className={styles.icon} />;
}

/** The label with the letters that were searched for set off. */
function Letters({
  label,
  match,
}: {
  readonly label: string;
  readonly match: FoundEntry['match'];
}) {
  const hit = new Set(match.letters);
  return (
    <span className={styles.label}>
      {Array.from(label, (letter, index) =>
        // Letters have no identity but their place.
        hit.has(index) ? <mark key={index}>{letter}</mark> : letter,
      )}
    </span>
  );
}
