import type { Locator, Page } from 'playwright/test';
import { findings } from './findings.ts';
import { expect, test } from './launch-app.ts';
import { password, token, writeCarelessImage } from './reviewed-image.ts';

test('what an image still holds is found, shown on request, and led to', async ({
  launch,
}, testInfo) => {
  const path = await writeCarelessImage(testInfo.outputPath('careless.tar'));
  const { window, pageErrors, picture } = await launch({ paths: [path] });
  await openSection(window, /^Still in there/);
  const list = window.getByRole('treegrid', { name: 'What is still in there' });
  const secret = list.getByRole('row', { name: /GitHub token \/srv\/deploy\.sh/ });
  await expect(secret).toContainText('deleted in layer 3');
  await expect(list.getByRole('row', { name: /setuid program \/usr\/bin\/passwd/ })).toBeVisible();
  const lists = list.getByRole('row', { name: /Package lists of apt \/var\/lib\/apt\/lists/ });
  await expect(lists).toContainText(/40\skB/);
  await expect(list.getByRole('row', { name: /Config: Env DB_PASSWORD/ })).toBeVisible();
  expect(await window.locator('body').innerText()).not.toContain(token);
  expect(await window.locator('body').innerText()).not.toContain(password);
  expect(await findings(window)).toEqual([]);
  await picture('findings');

  await secret.click();
  const details = window.getByRole('complementary', { name: 'Details of the finding' });
  await expect(details).toContainText('still in layer 2');
  await details.getByRole('button', { name: 'Reveal' }).click();
  await expect(details.getByText(token)).toBeVisible();
  expect(await findings(window)).toEqual([]);
  await openSection(window, /^Packages/);
  await openSection(window, /^Still in there/);
  await secret.click();
  await expect(details).toContainText('GitHub token');
  expect(await window.locator('body').innerText()).not.toContain(token);

  await details.getByRole('button', { name: 'Open the content' }).click();
  const files = window.getByRole('treegrid', { name: 'Files' });
  await expect(files.getByRole('row', { name: /deploy\.sh/, selected: true })).toBeVisible();
  await expect(window.locator('.cm-content')).toContainText(token);
  expect(pageErrors).toEqual([]);
});

test('the list of findings is filtered, folded and walked by keys', async ({
  launch,
}, testInfo) => {
  const path = await writeCarelessImage(testInfo.outputPath('careless.tar'));
  const { window } = await launch({ paths: [path] });
  await openSection(window, /^Still in there/);
  const list = window.getByRole('treegrid', { name: 'What is still in there' });
  await expect(list.getByRole('row', { selected: true })).toHaveAttribute('aria-level', '2');
  await list.press('ArrowLeft');
  const heading = list.getByRole('row', { name: /^Likely secrets/ });
  await expect(heading).toHaveAttribute('aria-selected', 'true');
  await list.press('ArrowLeft');
  await expect(heading).toHaveAttribute('aria-expanded', 'false');
  await expect(list.getByRole('row', { name: /GitHub token/ })).toBeHidden();
  await list.press('Enter');
  await expect(list.getByRole('row', { name: /GitHub token/ })).toBeVisible();
  await window.getByRole('searchbox').fill('setuid');
  await expect(list.getByRole('row')).toHaveCount(4);
  await expect(list.getByRole('row', { name: /no likely secrets/ })).toBeVisible();
  await list.press('ArrowDown');
  await list.press('ArrowDown');
  await list.press('Enter');
  await expect(window.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
  await expect(
    window.getByRole('treegrid').getByRole('row', { name: /passwd/, selected: true }),
  ).toBeVisible();
});

test('packages stand by layer, and files of no package by place', async ({ launch }, testInfo) => {
  const path = await writeCarelessImage(testInfo.outputPath('careless.tar'));
  const { window, pageErrors, picture } = await launch({ paths: [path] });
  await openSection(window, /^Packages/);
  const packages = window.getByRole('treegrid', { name: 'Packages by layer' });
  await expect(packages.getByRole('row', { name: /^Layer 1 RUN apt-get/ })).toContainText('+1');
  await expect(packages.getByRole('row', { name: /^Layer 2 COPY/ })).toContainText('no packages');
  await window.getByRole('searchbox', { name: 'Search packages' }).fill('JQ');
  const jq = packages.getByRole('row', { name: /Installed jq/ });
  await expect(jq).toContainText('1.6');
  expect(await findings(window)).toEqual([]);
  await picture('packages');
  await packages.press('End');
  await expect(jq).toHaveAttribute('aria-selected', 'true');

  await window.getByRole('radio', { name: 'Files of no package' }).click();
  const places = window.getByRole('treegrid', { name: 'Files of no package' });
  const srv = places.getByRole('row', { name: /^\/srv/ }).first();
  await srv.click();
  await places.press('ArrowRight');
  await expect(srv).toHaveAttribute('aria-expanded', 'true');
  const file = places.getByRole('row', { name: /^model\.bin/ });
  await expect(file).toContainText(/60\skB/);
  expect(await findings(window)).toEqual([]);
  await picture('no-package');
  await file.click();
  await places.press('Enter');
  await expect(
    window.getByRole('treegrid').getByRole('row', { name: /model\.bin/, selected: true }),
  ).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('equal files are grouped, in one image and over all that are open', async ({
  launch,
}, testInfo) => {
  const one = await writeCarelessImage(testInfo.outputPath('careless.tar'));
  const other = await writeCarelessImage(testInfo.outputPath('careless-again.tar'));
  const { window, pageErrors, picture } = await launch({ paths: [one, other] });
  await openSection(window, /^Duplicates/);
  const list = window.getByRole('treegrid', { name: 'Duplicates' });
  const group = list.getByRole('row', { name: /model\.bin, current\.bin/ });
  await expect(group).toContainText('2 copies');
  await expect(window.getByText(/^60\skB would be saved/)).toBeVisible();
  await group.click();
  await list.press('ArrowRight');
  await expect(list.getByRole('row', { name: /^\/srv\/models\/current\.bin shown/ })).toBeVisible();
  expect(await findings(window)).toEqual([]);
  await picture('duplicates');

  // Layers that both images have are one: nothing more is stored twice.
  await window.getByRole('radio', { name: 'All open images' }).click();
  await group.click();
  await list.press('ArrowRight');
  const copy = list.getByRole('row', { name: /^\/srv\/model\.bin/ });
  await expect(copy).toContainText('in 2 images');
  await copy.getByRole('button', { name: /^Show/ }).click();
  await expect(
    window.getByRole('treegrid').getByRole('row', { name: /model\.bin/, selected: true }),
  ).toBeVisible();
  await openSection(window, /^Duplicates/);
  await window.getByLabel('Files from').selectOption({ label: '100 kB' });
  await expect(window.getByText('No content is stored twice')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('the sections read well in German, dark, in a small window', async ({ launch }, testInfo) => {
  const path = await writeCarelessImage(testInfo.outputPath('careless.tar'));
  const { app, window, picture } = await launch({ paths: [path], language: 'de' });
  await window.emulateMedia({ colorScheme: 'dark' });
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
  );
  for (const [name, section] of [
    ['findings', /^Noch darin/],
    ['packages', /^Pakete/],
    ['duplicates', /^Duplikate/],
  ] as const) {
    await openSection(window, section, 'Durchsicht');
    await expect(window.getByRole('treegrid')).toBeVisible();
    expect([name, await findings(window)]).toEqual([name, []]);
    expect(
      await window.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth),
    ).toBe(true);
    await picture(`small-${name}`);
  }
});

async function openSection(window: Page, name: RegExp, tab = 'Review'): Promise<void> {
  await choose(window.getByRole('tab', { name: tab }));
  await choose(window.getByRole('tab', { name }));
}

async function choose(tab: Locator): Promise<void> {
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}
