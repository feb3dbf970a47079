import type { MenuItemConstructorOptions } from 'electron';
import { actionSpecs } from '../../shared/contract/actions.ts';
import type { ActionId, ActionSpec } from '../../shared/contract/actions.ts';
import type { HostInfo, RecentSource } from '../../shared/contract/host.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import type { Translate } from '../../shared/i18n/t.ts';

/** All that the menu depends on. */
export interface MenuContents {
  readonly platform: HostInfo['platform'];
  readonly t: Translate;
  readonly recent: readonly RecentSource[];
  /** Actions that apply now. */
  readonly enabled: ReadonlySet<string>;
  /** Offers the developer tools. */
  readonly developer: boolean;
}

/** What a click on an item does, where the system does not do it by itself. */
export interface MenuClicks {
  readonly action: (id: ActionId) => void;
  readonly openRecent: (id: string) => void;
  readonly clearRecent: () => void;
}

/** Actions that need nothing to be open, enabled before the window has said anything. */
export const actionsAtStart: ReadonlySet<string> = new Set<ActionId>([
  'source.open',
  'source.openFolder',
  'source.openSample',
  'library.import',
  'library.check',
  'palette.open',
  'settings.open',
  'help.shortcuts',
  'help.about',
]);

/** Most recent sources that the menu shows. */
const recentInMenu = 10;

type Item = MenuItemConstructorOptions;

/** The menu of the program: the bar of the screen on macOS, of the window elsewhere. */
export function menuTemplate(contents: MenuContents, clicks: MenuClicks): readonly Item[] {
  const { platform, t, enabled } = contents;
  const mac = platform === 'darwin';

  const action = (id: ActionId): Item => {
    const spec: ActionSpec = actionSpecs[id];
    return {
      id,
      label: t(spec.label),
      enabled: enabled.has(id),
      click: () => clicks.action(id),
      ...(spec.accelerator === undefined ? {} : { accelerator: spec.accelerator }),
    };
  };
  const developer: readonly Item[] = contents.developer
    ? [separator, { role: 'toggleDevTools', label: t('menu.view.developerTools') }]
    : [];

  return [
    ...(mac ? [macProgramMenu(t, action)] : []),
    {
      label: t('menu.file'),
      submenu: [
        action('source.open'),
        action('source.openFolder'),
        { id: 'recent', label: t('menu.file.recent'), submenu: recentItems(contents, clicks) },
        action('source.openSample'),
        separator,
        action('entry.save'),
        action('entry.life'),
        separator,
        action('source.prove'),
        action('source.reveal'),
        action('source.close'),
        separator,
        ...(mac
          ? [closeWindow(t)]
          : [
              action('settings.open'),
              separator,
              { role: 'quit', label: t('menu.file.quit') } as const,
            ]),
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        { role: 'undo', label: t('menu.edit.undo') },
        { role: 'redo', label: t('menu.edit.redo') },
        separator,
        { role: 'cut', label: t('menu.edit.cut') },
        { role: 'copy', label: t('menu.edit.copy') },
        { role: 'paste', label: t('menu.edit.paste') },
        { role: 'selectAll', label: t('menu.edit.selectAll') },
        separator,
        action('entry.copyPath'),
        action('image.copyId'),
        separator,
        action('view.filter'),
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        action('view.onlyThisLayer'),
        action('view.expandChanged'),
        action('view.collapseAll'),
        separator,
        action('panel.sidebar'),
        action('panel.inspector'),
        separator,
        { role: 'resetZoom', label: t('menu.view.actualSize') },
        { role: 'zoomIn', label: t('menu.view.zoomIn') },
        { role: 'zoomOut', label: t('menu.view.zoomOut') },
        separator,
        { role: 'togglefullscreen', label: t('menu.view.fullScreen') },
        ...developer,
      ],
    },
    {
      label: t('menu.compare'),
      submenu: [
        action('compare.with'),
        action('compare.parent'),
        action('compare.chosen'),
        separator,
        action('compare.swap'),
      ],
    },
    {
      label: t('menu.export'),
      submenu: [
        action('export.layers'),
        action('export.files'),
        action('export.rootFs'),
        separator,
        action('export.images'),
        action('export.delta'),
        action('export.join'),
        separator,
        action('export.edit'),
      ],
    },
    {
      label: t('menu.library'),
      submenu: [
        action('library.keep'),
        action('library.keepAll'),
        separator,
        action('library.tags'),
        action('library.remove'),
        separator,
        action('library.import'),
        separator,
        action('library.prune'),
        action('library.check'),
      ],
    },
    {
      label: t('menu.go'),
      submenu: [
        action('palette.open'),
        separator,
        action('layer.previous'),
        action('layer.next'),
        separator,
        action('tab.files'),
        action('tab.config'),
        action('tab.history'),
        action('tab.problems'),
        action('tab.sizes'),
        action('tab.review'),
        separator,
        action('page.search'),
        action('page.lineage'),
        action('page.usage'),
        action('page.compare'),
      ],
    },
    ...(mac ? [macWindowMenu(t)] : []),
    {
      label: t('menu.help'),
      role: 'help',
      submenu: [action('help.shortcuts'), ...(mac ? [] : [action('help.about')])],
    },
  ];
}

const separator: Item = { type: 'separator' };

function recentItems({ recent, t }: MenuContents, clicks: MenuClicks): Item[] {
  if (recent.length === 0) return [{ label: t('menu.file.noRecent'), enabled: false }];
  const items = recent.slice(0, recentInMenu).map(({ id, name, place }): Item => ({
    label: withoutMnemonic(`${name} — ${place}`),
    click: () => clicks.openRecent(id),
  }));
  return [...items, separator, { label: t('menu.file.clearRecent'), click: clicks.clearRecent }];
}

/** A name of any kind as a label; an ampersand would underline the next letter. */
function withoutMnemonic(name: string): string {
  return visibleLine(name).replaceAll('&', '&&');
}

function macProgramMenu(t: Translate, action: (id: ActionId) => Item): Item {
  return {
    role: 'appMenu',
    submenu: [
      action('help.about'),
      separator,
      action('settings.open'),
      separator,
      { role: 'services', label: t('menu.program.services') },
      separator,
      { role: 'hide', label: t('menu.program.hide') },
      { role: 'hideOthers', label: t('menu.program.hideOthers') },
      { role: 'unhide', label: t('menu.program.showAll') },
      separator,
      { role: 'quit', label: t('menu.program.quit') },
    ],
  };
}

function macWindowMenu(t: Translate): Item {
  return {
    label: t('menu.window'),
    role: 'window',
    submenu: [
      { role: 'minimize', label: t('menu.window.minimize') },
      { role: 'zoom', label: t('menu.window.zoom') },
      separator,
      { role: 'front', label: t('menu.window.front') },
    ],
  };
}

function closeWindow(t: Translate): Item {
  return { role: 'close', label: t('menu.file.closeWindow'), accelerator: 'Shift+Cmd+W' };
}
