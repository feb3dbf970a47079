import type { TextKey } from '../i18n/t.ts';

/**
 * What the user can do, by id. The menu of the system, the palette and the shortcuts all speak of these; the window
 * carries them out. `accelerator` is written as Electron's menus take it. The menu of the system listens to it, so
 * the window does not.
 */
export interface ActionSpec {
  readonly label: TextKey;
  readonly accelerator?: string;
}

export const actionSpecs = {
  'source.open': { label: 'action.source.open', accelerator: 'CmdOrCtrl+O' },
  'source.openFolder': { label: 'action.source.openFolder', accelerator: 'CmdOrCtrl+Shift+O' },
  'source.openSample': { label: 'action.source.openSample' },
  'source.close': { label: 'action.source.close', accelerator: 'CmdOrCtrl+W' },
  'source.reveal': { label: 'action.source.reveal' },
  'source.prove': { label: 'action.source.prove' },
  'image.copyId': { label: 'action.image.copyId' },
  'compare.with': { label: 'action.compare.with', accelerator: 'CmdOrCtrl+Shift+D' },
  'compare.parent': { label: 'action.compare.parent' },
  'compare.chosen': { label: 'action.compare.chosen' },
  'compare.swap': { label: 'action.compare.swap' },
  'library.keep': { label: 'action.library.keep', accelerator: 'CmdOrCtrl+D' },
  'library.keepAll': { label: 'action.library.keepAll' },
  'library.tags': { label: 'action.library.tags' },
  'library.remove': { label: 'action.library.remove' },
  'library.import': { label: 'action.library.import' },
  'library.prune': { label: 'action.library.prune' },
  'library.check': { label: 'action.library.check' },
  'export.images': { label: 'action.export.images', accelerator: 'CmdOrCtrl+Shift+S' },
  'export.layers': { label: 'action.export.layers', accelerator: 'CmdOrCtrl+Shift+T' },
  'export.files': { label: 'action.export.files', accelerator: 'CmdOrCtrl+Shift+X' },
  'export.rootFs': { label: 'action.export.rootFs' },
  'export.delta': { label: 'action.export.delta' },
  'export.join': { label: 'action.export.join' },
  'export.edit': { label: 'action.export.edit', accelerator: 'CmdOrCtrl+Shift+N' },
  'entry.save': { label: 'action.entry.save', accelerator: 'CmdOrCtrl+S' },
  'entry.copyPath': { label: 'action.entry.copyPath', accelerator: 'CmdOrCtrl+Shift+C' },
  'entry.life': { label: 'action.entry.life', accelerator: 'CmdOrCtrl+Shift+L' },
  'layer.previous': { label: 'action.layer.previous', accelerator: 'CmdOrCtrl+Up' },
  'layer.next': { label: 'action.layer.next', accelerator: 'CmdOrCtrl+Down' },
  'view.filter': { label: 'action.view.filter', accelerator: 'CmdOrCtrl+F' },
  'view.onlyThisLayer': { label: 'action.view.onlyThisLayer', accelerator: 'CmdOrCtrl+L' },
  'view.expandChanged': { label: 'action.view.expandChanged', accelerator: 'CmdOrCtrl+E' },
  'view.collapseAll': { label: 'action.view.collapseAll', accelerator: 'CmdOrCtrl+Shift+E' },
  'tab.files': { label: 'action.tab.files', accelerator: 'CmdOrCtrl+1' },
  'tab.config': { label: 'action.tab.config', accelerator: 'CmdOrCtrl+2' },
  'tab.history': { label: 'action.tab.history', accelerator: 'CmdOrCtrl+3' },
  'tab.problems': { label: 'action.tab.problems', accelerator: 'CmdOrCtrl+4' },
  'tab.sizes': { label: 'action.tab.sizes', accelerator: 'CmdOrCtrl+5' },
  'tab.review': { label: 'action.tab.review', accelerator: 'CmdOrCtrl+9' },
  'page.search': { label: 'action.page.search', accelerator: 'CmdOrCtrl+Shift+F' },
  'page.lineage': { label: 'action.page.lineage', accelerator: 'CmdOrCtrl+6' },
  'page.usage': { label: 'action.page.usage', accelerator: 'CmdOrCtrl+7' },
  'page.compare': { label: 'action.page.compare', accelerator: 'CmdOrCtrl+8' },
  'panel.sidebar': { label: 'action.panel.sidebar', accelerator: 'CmdOrCtrl+B' },
  'panel.inspector': { label: 'action.panel.inspector', accelerator: 'CmdOrCtrl+I' },
  'palette.open': { label: 'action.palette.open', accelerator: 'CmdOrCtrl+K' },
  'settings.open': { label: 'action.settings.open', accelerator: 'CmdOrCtrl+,' },
  'help.shortcuts': { label: 'action.help.shortcuts', accelerator: 'F1' },
  'help.about': { label: 'action.help.about' },
} as const satisfies Readonly<Record<string, ActionSpec>>;

export type ActionId = keyof typeof actionSpecs;

/** All ids, in the order in which the palette lists them. */
export const actionIds: readonly ActionId[] = Object.keys(actionSpecs).filter(isActionId);

export function isActionId(id: string): id is ActionId {
  return Object.hasOwn(actionSpecs, id);
}
