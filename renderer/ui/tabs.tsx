import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
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

/** Pages of which one shows. Only the selected one is mounted. */
export function Tabs<Id extends string>({
  tabs,
  selected,
  onSelect,
  label,
  trailing,
  size = 'm',
}: TabsProps<Id>) {
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
        <Primitive.List className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Primitive.Trigger key={tab.id} className={styles.tab} value={tab.id}>
              {tab.label}
              {tab.badge}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
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
