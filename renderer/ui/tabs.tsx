import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { TabMenu } from './tab-menu.tsx';
import styles from './tabs.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Shown after the label: a count. */
  readonly badge?: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  readonly label: string;
  /** Shown at the end of the line of tabs. */
  readonly trailing?: ReactNode;
  readonly size?: 's' | 'm';
}

/**
 * Pages of which one shows. Only the selected one is mounted. The arrow keys, Home and End go from tab to tab. Where not
 * all tabs have room, the line of tabs scrolls, the selected one stays in sight, and a menu beside it lists them all.
 */
export function Tabs<Id extends string>({
  tabs,
  selected,
  onSelect,
  label,
  trailing,
  size = 'm',
}: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  // The focus follows a tab that a key has selected.
  const byKey = useRef(false);
  const prefix = useId();
  const shown = tabs.find(({ id }) => id === selected);

  useEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    const active = list.current?.querySelector('[aria-selected="true"]');
    if (active instanceof HTMLElement) active.focus();
  }, [selected]);

  function handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = neighbour(tabs, selected, event.key);
    if (next === undefined) return;
    event.preventDefault();
    byKey.current = next.id !== selected;
    onSelect(next.id);
  }

  return (
    <div className={styles.root}>
      <div className={styles.bar} data-size={size}>
        <div
          ref={list}
          className={styles.list}
          role="tablist"
          aria-label={label}
          aria-orientation="horizontal"
          onKeyDown={handleKey}
        >
          {tabs.map(({ badge, id, label: name }) => (
            <button
              key={id}
              id={`${prefix}-${id}`}
              type="button"
              className={styles.tab}
              role="tab"
              aria-selected={id === selected}
              aria-controls={id === selected ? `${prefix}-content` : undefined}
              tabIndex={id === selected ? 0 : -1}
              onMouseDown={(event) => {
                if (event.button === 0 && !event.ctrlKey) onSelect(id);
              }}
              onClick={() => {
                // Pressed by a key or by software that reads the screen.
                if (id !== selected) onSelect(id);
              }}
            >
              {name}
              {badge}
            </button>
          ))}
        </div>
        <span className={styles.more}>
          <TabMenu list={list} tabs={tabs} selected={selected} onSelect={onSelect} />
        </span>
        {trailing}
      </div>
      {shown !== undefined && (
        <div
          key={shown.id}
          id={`${prefix}-content`}
          className={styles.content}
          role="tabpanel"
          aria-labelledby={`${prefix}-${shown.id}`}
          tabIndex={-1}
        >
          {shown.content}
        </div>
      )}
    </div>
  );
}

/** The tab that a key goes to, round and round; nothing for other keys. */
function neighbour<Entry extends { readonly id: string }>(
  tabs: readonly Entry[],
  selected: string,
  key: string,
): Entry | undefined {
  const at = tabs.findIndex(({ id }) => id === selected);
  switch (key) {
    case 'ArrowLeft':
      return tabs.at(at <= 0 ? -1 : at - 1);
    case 'ArrowRight':
      return tabs.at((at + 1) % tabs.length);
    case 'Home':
      return tabs.at(0);
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}
