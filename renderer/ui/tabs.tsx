import { Tabs as Primitive } from 'radix-ui';
import { useRef } from 'react';
import type { ReactNode } from 'react';
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
 * Pages of which one shows. Only the selected one is mounted. Where not all tabs have room, the line of tabs scrolls, the
 * selected one stays in sight, and a menu beside it lists them all.
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
  return (
    <Primitive.Root
      className={styles.root}
      value={selected}
      onValueChange={(value) => {
        const tab = tabs.find(({ id }) => id === value);
        if (tab !== undefined) onSelect(tab.id);
      }}
    >
      <div className={styles.bar} data-size={size}>
        <Primitive.List ref={list} className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Primitive.Trigger key={tab.id} className={styles.tab} value={tab.id}>
              {tab.label}
              {tab.badge}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        <span className={styles.more}>
          <TabMenu list={list} tabs={tabs} selected={selected} onSelect={onSelect} />
        </span>
        {trailing}
      </div>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} className={styles.content} value={tab.id} tabIndex={-1}>
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
