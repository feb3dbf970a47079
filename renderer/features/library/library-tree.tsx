import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { ArtifactLine } from './artifact-line.tsx';
import { ImageLine } from './image-line.tsx';
import { libraryItems } from './library-items.ts';
import type { LibraryItem } from './library-items.ts';
import { moveInLibrary } from './library-keys.ts';
import type { KeptRelative } from '../layer-store/lineage-order.ts';
import { SourceLine } from './source-line.tsx';
import styles from './library.module.css';

export interface LibraryTreeProps {
  readonly sources: readonly SourceState[];
  readonly label: string;
  /** Without the lines of the sources: what they hold alone. */
  readonly flat?: boolean;
  /** Images in another order and depth; what is not named here comes last. */
  readonly order?: readonly KeptRelative[] | undefined;
  readonly onChosen?: (() => void) | undefined;
}

/** Sources and what they hold, as a tree to choose from. */
export function LibraryTree({ sources, label, flat = false, order, onChosen }: LibraryTreeProps) {
  const folded = useLayoutStore((state) => state.foldedSources);
  const setFolded = useLayoutStore((state) => state.setSourceFolded);
  const shown = useSelectionStore((state) => (state.page === 'image' ? state.item : null));
  const select = useSelectionStore((state) => state.select);
  const all = libraryItems(sources, flat ? [] : folded);
  const levels = new Map(order?.map(({ key, level }) => [key, level]));
  const items = flat ? inOrder(all, [...levels.keys()]) : all;
  const chosenId =
    shown === null ? null : shown.key === null ? shown.grant : `${shown.grant}/${shown.key}`;
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
    <div ref={tree} className={styles.tree} role="tree" aria-label={label} onKeyDown={handleKey}>
      {items.map((item) => {
        const shared = {
          level: flat ? (levels.get(keyOf(item) ?? '') ?? 1) : 2,
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
  );
}

function keyOf(item: LibraryItem): string | null {
  return item.kind === 'image' ? item.image.key : null;
}

function inOrder(all: readonly LibraryItem[], keys: readonly string[]): readonly LibraryItem[] {
  const place = new Map(keys.map((key, index) => [key, index]));
  const placeOf = (item: LibraryItem): number => place.get(keyOf(item) ?? '') ?? keys.length;
  return all
    .filter(({ kind }) => kind !== 'source')
    .toSorted((one, other) => placeOf(one) - placeOf(other));
}
