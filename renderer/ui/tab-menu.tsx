import { ChevronDown } from 'lucide-react';
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './icon-button.tsx';
import { Menu } from './menu.tsx';
import { useOverflow } from './use-size.ts';

export interface TabMenuProps<Id extends string> {
  /** The line of tabs, which scrolls sideways where it has no room for all of them. */
  readonly list: RefObject<HTMLElement | null>;
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** Lists all tabs beside a line of them that has no room for all; keeps the selected one in sight there. */
export function TabMenu<Id extends string>({ list, tabs, selected, onSelect }: TabMenuProps<Id>) {
  const { t } = useText();
  const crowded = useOverflow(list);

  useEffect(() => {
    const line = list.current;
    const active = line?.querySelector('[aria-selected="true"]');
    // Where all have room there is nothing to scroll, and nothing to measure.
    if (!crowded || line === null || !(active instanceof HTMLElement)) return;
    const { left, right } = active.getBoundingClientRect();
    const sight = line.getBoundingClientRect();
    if (left < sight.left) line.scrollBy({ left: Math.floor(left - sight.left) });
    else if (right > sight.right) line.scrollBy({ left: Math.ceil(right - sight.right) });
  }, [list, selected, crowded]);

  if (!crowded) return null;
  return (
    <Menu
      align="end"
      items={tabs.map(({ id, label }) => ({
        kind: 'action',
        id,
        label,
        checked: id === selected,
        onSelect: () => onSelect(id),
      }))}
    >
      <IconButton size="s" label={t('tabs.all')} icon={<ChevronDown />} />
    </Menu>
  );
}
