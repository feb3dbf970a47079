import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { actionsAtStart, menuTemplate } from '../../electron/main/menu-template.ts';
import type { MenuClicks, MenuContents } from '../../electron/main/menu-template.ts';
import { actionIds, isActionId } from '../../shared/contract/actions.ts';
import { textsIn } from '../../shared/i18n/t.ts';

type Item = MenuItemConstructorOptions;

const noClicks: MenuClicks = { action: () => {}, openRecent: () => {}, clearRecent: () => {} };
const contents: MenuContents = {
  platform: 'linux',
  t: textsIn('en').t,
  recent: [],
  enabled: actionsAtStart,
  developer: false,
};

function items(template: readonly Item[]): readonly Item[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? items(item.submenu) : []),
  ]);
}

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  const all = items(menuTemplate({ ...contents, platform, developer: true }, noClicks));

  test('has every action once', () => {
    const found = all.flatMap(({ id }) => (id !== undefined && isActionId(id) ? [id] : []));
    expect([found.length, new Set(found)]).toEqual([actionIds.length, new Set(actionIds)]);
  });

  test('has words for every item', () => {
    expect(
      all.filter(
        ({ label, type, role }) =>
          label === undefined && type !== 'separator' && role !== 'appMenu',
      ),
    ).toEqual([]);
  });

  test('listens to every shortcut once', () => {
    const shortcuts = all.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});

test('only what applies can be chosen, and says what it is', () => {
  const clicked: string[] = [];
  const enabled = new Set(['entry.save']);
  const template = menuTemplate(
    { ...contents, enabled },
    { ...noClicks, action: (id) => clicked.push(id) },
  );
  const actions = items(template).filter(({ id }) => id !== undefined && isActionId(id));
  expect(actions.filter((item) => item.enabled).map(({ id }) => id)).toEqual(['entry.save']);
  for (const { click } of actions) Reflect.apply(click ?? (() => {}), undefined, []);
  expect(clicked).toEqual(actions.map(({ id }) => id));
});

test('what was opened lately is listed with its place, ten at most, and can be cleared', () => {
  const chosen: string[] = [];
  const recent = Array.from({ length: 12 }, (_, index) => ({
    id: `id-${index}`,
    name: index === 0 ? 'a&b\u202E.tar' : `${index}.tar`,
    place: '~/images',
    opened: 0,
  }));
  const template = menuTemplate(
    { ...contents, recent },
    { ...noClicks, openRecent: (id) => chosen.push(id), clearRecent: () => chosen.push('clear') },
  );
  const found = items(template).find(({ id }) => id === 'recent')?.submenu;
  const submenu = Array.isArray(found) ? found : [];
  expect(submenu).toHaveLength(12);
  expect(submenu[0]?.label).toBe('a&&b⟨U+202E⟩.tar — ~/images');
  for (const { click } of submenu) Reflect.apply(click ?? (() => {}), undefined, []);
  expect(chosen).toEqual([...recent.slice(0, 10).map(({ id }) => id), 'clear']);
});

test('developer tools are offered to developers alone', () => {
  const roles = (developer: boolean) =>
    items(menuTemplate({ ...contents, developer }, noClicks)).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
});
