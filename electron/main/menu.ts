import { Menu } from 'electron';
import { actionIds } from '../../shared/contract/actions.ts';
import { actionsAtStart, menuTemplate } from './menu-template.ts';
import type { MenuClicks, MenuContents } from './menu-template.ts';

/** The menu of the program. */
export interface AppMenu {
  /** Makes it anew: after a change of language or of what was opened lately. */
  readonly renew: () => void;
  /** Marks which actions apply, without making the menu anew. */
  readonly enable: (actions: ReadonlySet<string>) => void;
  /** Without a window there is nothing to act on. */
  readonly forgetWindow: () => void;
}

/** `contents` is asked whenever the menu is made. It is not there before `renew`. */
export function createMenu(
  contents: () => Omit<MenuContents, 'enabled'>,
  clicks: MenuClicks,
): AppMenu {
  let enabled = actionsAtStart;
  const enable = (actions: ReadonlySet<string>): void => {
    enabled = actions;
    const menu = Menu.getApplicationMenu();
    for (const id of actionIds) {
      const item = menu?.getMenuItemById(id) ?? null;
      if (item !== null) item.enabled = enabled.has(id);
    }
  };
  return {
    renew: () => {
      const template = menuTemplate({ ...contents(), enabled }, clicks);
      Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
    },
    enable,
    forgetWindow: () => enable(actionsAtStart),
  };
}
