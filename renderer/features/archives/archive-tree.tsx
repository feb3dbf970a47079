import { useCallback, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useSelectionStore } from '../../store/selection.ts';
import type { SelectedItem } from '../../store/selection.ts';
import { fitsImage } from '../../i18n/image-search.ts';
import { ArtifactLine } from './artifact-line.tsx';
import { ImageLine } from './image-line.tsx';
import { archiveItems } from './archive-items.ts';
import type { ArchiveItem } from './archive-items.ts';
import { moveInArchives } from './archive-keys.ts';
import type { KeptRelative } from '../library/lineage-order.ts';
import { SourceLine } from './source-line.tsx';
import styles from './archives.module.css';

export interface ArchiveTreeProps {
  readonly sources: readonly SourceState[];
  readonly label: string;
  /** Without the lines of the sources: what they hold alone. */
  readonly flat?: boolean;
  /** Images in another order and depth; what is not named here comes last. */
  readonly order?: readonly KeptRelative[] | undefined;
  /** Of a flat tree only the images that fit this search. */
  readonly search?: string;
  readonly onChosen?: (() => void) | undefined;
}

/** Sources and what they hold, as a tree to choose from. */
export function ArchiveTree(props: ArchiveTreeProps) {
  const { sources, label, flat = false, order, search = '', onChosen } = props;
  const folded = useLayoutStore((state) => state.foldedSources);
  const setFolded = useLayoutStore((state) => state.setSourceFolded);
  const shown = useSelectionStore((state) => (state.page === 'image' ? state.item : null));
  const select = useSelectionStore((state) => state.select);
  const marked = useSelectionStore((state) => state.marked);
  const toggleMark = useSelectionStore((state) => state.toggleMark);
  const levels = useMemo(() => new Map(order?.map(({ key, level }) => [key, level])), [order]);
  const items = useMemo(() => {
    const all = archiveItems(sources, flat ? [] : folded);
    return flat ? inOrder(all, [...levels.keys()]).filter((item) => fits(item, search)) : all;
  }, [sources, flat, folded, levels, search]);
  const chosenId =
    shown === null ? null : shown.key === null ? shown.grant : `${shown.grant}/${shown.key}`;
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const tabStop = [focused, chosenId, items[0]?.id].find((id) =>
    items.some((item) => item.id === id),
  );

  const focus = useCallback((item: ArchiveItem) => setFocused(item.id), []);
  const choose = useCallback(
    (item: ArchiveItem): void => {
      setFocused(item.id);
      const { grant, name, contents } = item.source;
      if (item.kind === 'source' && contents !== null) {
        setFolded(name, item.open);
        return;
      }
      select({ grant, key: keyOf(item) }, name);
      onChosen?.();
    },
    [setFolded, select, onChosen],
  );
  const mark = useCallback(
    (item: ArchiveItem): void => {
      setFocused(item.id);
      if (item.kind === 'image') toggleMark({ grant: item.source.grant, key: item.image.key });
    },
    [toggleMark],
  );

  function handleKey(event: KeyboardEvent): void {
    const position = items.findIndex(({ id }) => id === focused);
    const current = items[position];
    if (current !== undefined && event.key === ' ' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      mark(current);
      return;
    }
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveInArchives(items, position, event.key);
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
    <div
      ref={tree}
      className={styles.tree}
      role="tree"
      aria-label={label}
      aria-multiselectable="true"
      onKeyDown={handleKey}
    >
      {items.map((item) => {
        const shared = {
          level: flat ? (levels.get(imageKeyOf(item) ?? '') ?? 1) : 2,
          selected: item.id === chosenId || isMarked(item, marked),
          tabStop: item.id === tabStop,
          onChoose: choose,
          onMark: mark,
          onFocus: focus,
        };
        if (item.kind === 'source') return <SourceLine key={item.id} {...shared} item={item} />;
        if (item.kind === 'image') return <ImageLine key={item.id} {...shared} item={item} />;
        return <ArtifactLine key={item.id} {...shared} item={item} />;
      })}
    </div>
  );
}

function isMarked(item: ArchiveItem, marked: readonly SelectedItem[]): boolean {
  return (
    item.kind === 'image' &&
    marked.some(({ grant, key }) => grant === item.source.grant && key === item.image.key)
  );
}

/** The key of what a line chooses; null for a source. */
function keyOf(item: ArchiveItem): string | null {
  return item.kind === 'artifact' ? item.artifact.key : imageKeyOf(item);
}

function imageKeyOf(item: ArchiveItem): string | null {
  return item.kind === 'image' ? item.image.key : null;
}

function fits(item: ArchiveItem, search: string): boolean {
  if (item.kind === 'image') return fitsImage(item.image, search);
  const words = search.trim().toLowerCase();
  return (
    item.kind === 'artifact' && item.artifact.references.join('\n').toLowerCase().includes(words)
  );
}

function inOrder(all: readonly ArchiveItem[], keys: readonly string[]): readonly ArchiveItem[] {
  const place = new Map(keys.map((key, index) => [key, index]));
  const placeOf = (item: ArchiveItem): number => place.get(imageKeyOf(item) ?? '') ?? keys.length;
  return all
    .filter(({ kind }) => kind !== 'source')
    .toSorted((one, other) => placeOf(one) - placeOf(other));
}
