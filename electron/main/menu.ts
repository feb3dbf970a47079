import { Menu } from 'electron';
import { actionIds } from '../../shared/contract/actions.ts';
import { menuTemplate } from './menu-template.ts';
import type { MenuClicks, MenuContents } from './menu-template.ts';

/** Makes the menu anew: after a change of language or of what was opened lately. */
export function showMenu(contents: MenuContents, clicks: MenuClicks): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(contents, clicks)]));
}

/** Marks which actions apply, without making the menu anew. */
export function updateMenu(enabled: ReadonlySet<string>): void {
  const menu = Menu.getApplicationMenu();
  for (const id of actionIds) {
    const item = menu?.getMenuItemById(id) ?? null;
    if (item !== null) item.enabled = enabled.has(id);
  }
}
