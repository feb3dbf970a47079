import { Check } from 'lucide-react';
import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Shortcut } from './shortcut.tsx';
import styles from './menu.module.css';

/** One line of a menu. */
export type MenuItem =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string | undefined;
      readonly disabled?: boolean;
      /** Why it cannot be done, in few words. */
      readonly reason?: string;
      /** For a choice: whether it is the one in force. */
      readonly checked?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'separator'; readonly id: string };

/** A function is asked when the menu opens: what can be done may have changed, and lines need not be made beforehand. */
type MenuItems = readonly MenuItem[] | (() => readonly MenuItem[]);

export interface MenuProps {
  readonly items: MenuItems;
  readonly align?: 'start' | 'end';
  /** The button that opens the menu. */
  readonly children: ReactElement;
}

/** A menu that a button opens. */
export function Menu({ items, align = 'start', children }: MenuProps) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{children}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
          <DropdownLines items={items} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

/** Drawn only while the menu is open. */
function DropdownLines({ items }: Pick<MenuProps, 'items'>) {
  return (typeof items === 'function' ? items() : items).map((item) =>
    item.kind === 'separator' ? (
      <Dropdown.Separator key={item.id} className={styles.separator} />
    ) : (
      <Dropdown.Item
        key={item.id}
        className={styles.item}
        disabled={item.disabled ?? false}
        onSelect={item.onSelect}
        {...(item.checked === undefined
          ? {}
          : { role: 'menuitemradio', 'aria-checked': item.checked })}
      >
        <MenuLine item={item} />
      </Dropdown.Item>
    ),
  );
}

export interface ContextMenuProps {
  readonly items: MenuItems;
  /** The element that answers to the secondary button, the menu key and Shift+F10. */
  readonly children: ReactElement;
}

/** A menu for the thing pointed at. */
export function ContextMenu({ items, children }: ContextMenuProps) {
  return (
    <Context.Root modal={false}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content className={styles.menu} collisionPadding={8}>
          <ContextLines items={items} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  );
}

/** Drawn only while the menu is open. */
function ContextLines({ items }: Pick<ContextMenuProps, 'items'>) {
  return (typeof items === 'function' ? items() : items).map((item) =>
    item.kind === 'separator' ? (
      <Context.Separator key={item.id} className={styles.separator} />
    ) : (
      <Context.Item
        key={item.id}
        className={styles.item}
        disabled={item.disabled ?? false}
        onSelect={item.onSelect}
      >
        <MenuLine item={item} />
      </Context.Item>
    ),
  );
}

function MenuLine({ item }: { readonly item: Extract<MenuItem, { kind: 'action' }> }) {
  return (
    <>
      <span className={styles.icon}>{item.checked === true ? <Check /> : item.icon}</span>
      <span className={styles.label}>{item.label}</span>
      {item.reason !== undefined && <span className={styles.reason}>{item.reason}</span>}
      {item.reason === undefined && item.shortcut !== undefined && (
        <Shortcut keys={item.shortcut} />
      )}
    </>
  );
}
