import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { findings } from './findings.ts';
import { expect, test } from './launch-app.ts';
import type { LaunchedApp, LaunchOptions } from './launch-app.ts';
import { writeLivingFile } from './living-file.ts';

interface Searching extends LaunchedApp {
  readonly field: Locator;
  readonly hits: Locator;
}

/** Opens both images and goes to the search, by its place in the sidebar. */
async function openSearch(
  launch: (options?: LaunchOptions) => Promise<LaunchedApp>,
  archive: string,
): Promise<Searching> {
  await writeLivingFile(archive);
  const app = await launch({ paths: [archive] });
  const { window } = app;
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.getByRole('navigation').getByRole('button', { name: 'Search' }).click();
  const field = window.getByRole('combobox', { name: 'Search all layers by path or name' });
  await expect(field).toBeFocused();
  return { ...app, field, hits: window.getByRole('grid', { name: 'What was found' }) };
}

/** The lines of the hits, without the head: what their cells say, with a bar between them. */
async function lines(hits: Locator): Promise<readonly string[]> {
  return hits
    .locator('[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll<HTMLElement>('[role=gridcell]')]
          .map((cell) => cell.textContent)
          .join(' | '),
      ),
    );
}

async function choose(window: Page, name: string): Promise<void> {
  await window.getByRole('radio', { name, exact: true }).click();
}

test('every version of a path is found while it is typed, and leads to its layer', async ({
  launch,
}, testInfo) => {
  const searching = await openSearch(launch, testInfo.outputPath('buoys.tar'));
  const { window, field, hits, pageErrors, picture } = searching;
  await expect(window.getByText('Search all layers of everything open')).toBeVisible();
  await field.pressSequentially('app.c');
  // The image that was not looked at is read without being asked for.
  await expect(window.getByText('4 versions found in 2 images')).toBeVisible();
  const found = await lines(hits);
  expect(found).toHaveLength(4);
  for (const line of found) expect(line).toContain('etc/app.conf');
  await expect(hits.locator('mark').first()).toHaveText('app.c');
  expect(found.filter((line) => line.startsWith('MOverwritten1 |'))).toHaveLength(1);
  // Deleted in one image and seen in the other: the one where it is seen is shown first.
  expect(found.filter((line) => /^Visible.*-rw-------.*buoy:2\+1/.test(line))).toHaveLength(1);
  await picture('hits');

  await choose(window, 'Hidden');
  await expect(window.getByText('2 versions found in 2 images')).toBeVisible();
  await choose(window, 'All');
  await expect(window.getByText('4 versions found in 2 images')).toBeVisible();

  // The keys go through the hits while the field has the focus.
  await field.focus();
  await field.press('ArrowDown');
  await expect(hits.getByRole('row', { selected: true })).toHaveAttribute('data-index', '1');
  const details = window.getByRole('region', { name: 'The chosen hit' });
  await expect(details.getByText('RUN configure --port 8080')).toBeVisible();
  await expect(details.getByRole('button', { name: /^buoy:1/ })).toBeVisible();
  await expect(details.getByRole('button', { name: /^buoy:2/ })).toBeVisible();
  expect(await findings(window)).toEqual([]);

  await field.press('Enter');
  const files = window.getByRole('treegrid');
  await expect(files.getByRole('row', { name: /app\.conf/, selected: true })).toBeVisible();
  await expect(files).toBeFocused();
  await expect(window.getByRole('heading', { level: 1 })).toContainText('buoy:');
  await expect(window.getByLabel('Up to')).toHaveValue('1');

  // The search is as it was left.
  await window.getByRole('navigation').getByRole('button', { name: 'Search' }).click();
  await expect(field).toHaveValue('app.c');
  await expect(hits.getByRole('row', { selected: true })).toHaveAttribute('data-index', '1');
  // Letters pressed among the hits go on in the field, and so do the keys above the first one.
  await hits.press('Home');
  await hits.press('ControlOrMeta+c');
  await expect
    .poll(() => searching.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('/etc/app.conf');
  await hits.press('ArrowUp');
  await expect(field).toBeFocused();
  await field.press('End');
  await hits.focus();
  await window.keyboard.type('o');
  await expect(field).toHaveValue('app.co');
  await expect(hits.locator('mark').first()).toHaveText('app.co');
  await hits.locator('[data-index="0"] [data-show]').click();
  await expect(files.getByRole('row', { name: /app\.conf/, selected: true })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('filters, patterns, and what cannot be found are said', async ({ launch }, testInfo) => {
  const { window, field, hits, pageErrors, picture } = await openSearch(
    launch,
    testInfo.outputPath('buoys.tar'),
  );
  await field.fill('*.conf');
  await expect(window.getByText('Nothing found')).toBeVisible();
  await window.getByRole('button', { name: 'Search for it as a glob pattern' }).click();
  await expect(window.getByText('4 versions found in 2 images')).toBeVisible();
  await window.getByRole('button', { name: 'Filters' }).click();
  await window.getByRole('button', { name: 'setuid or setgid' }).click();
  await expect(
    window.getByText('Nothing in the layers of the 2 images fits all that is asked for.'),
  ).toBeVisible();
  await field.fill('');
  await expect.poll(() => lines(hits)).toEqual([expect.stringMatching(/usr\/bin\/pilot.*-rws/)]);
  await window.getByRole('button', { name: 'Clear filters' }).click();
  await expect(window.getByText('Search all layers of everything open')).toBeVisible();

  await choose(window, 'Regular expression');
  await field.fill('app(');
  await expect(window.getByRole('alert')).toHaveText('This pattern cannot be understood.');
  await expect(window.getByText('Nothing found')).toBeHidden();
  await field.fill('^(a+)+$');
  await expect(window.getByText('The pattern took too long')).toBeVisible({ timeout: 20_000 });
  await picture('slow');
  await field.fill('^motd$');
  await expect(window.getByText('1 version found in 2 images')).toBeVisible();

  // By content: 'Welcome to the harbour\n'.
  await field.fill('');
  const hash = window.getByLabel('SHA-256');
  await hash.fill('abc');
  await expect(window.getByText('At least 8 hex digits')).toBeVisible();
  await hash.fill(`sha256:${await sha256('Welcome to the harbour\n')}`);
  await expect.poll(() => lines(hits)).toEqual([expect.stringContaining('etc/motd')]);
  expect(await findings(window)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('the life of a file: every version looked at, compared and saved', async ({
  launch,
}, testInfo) => {
  const { app, window, field, hits, pageErrors, picture } = await openSearch(
    launch,
    testInfo.outputPath('buoys.tar'),
  );
  await field.fill('app.conf');
  await expect(hits.locator('[data-index]')).toHaveCount(4);
  const details = window.getByRole('region', { name: 'The chosen hit' });
  await details.getByRole('button', { name: 'All versions in buoy:1…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Life of /etc/app.conf' });
  const timeline = dialog.getByRole('listbox');
  const steps = timeline.getByRole('option');
  await expect(steps).toHaveCount(5);
  await expect(timeline).toBeFocused();
  for (const [index, words] of [
    'Added',
    'Modified: content',
    'Modified: mode',
    'Deleted',
    'Came back',
  ].entries()) {
    await expect(steps.nth(index)).toContainText(words);
  }
  await expect(steps.nth(1)).toContainText('+14');
  await picture('life');
  expect(await findings(window)).toEqual([]);

  // What was deleted says so, and leads to what was there before.
  await timeline.press('Home');
  for (let step = 0; step < 3; step++) await timeline.press('ArrowDown');
  await expect(dialog.getByText('Not there after this layer')).toBeVisible();
  await dialog.getByRole('button', { name: 'Look at the version before' }).click();
  await expect(steps.nth(2)).toHaveAttribute('aria-selected', 'true');
  const mode = dialog.getByRole('row', { name: /^Mode/ });
  await expect(mode).toContainText('-rw-r--r-- 0644');
  await expect(mode).toContainText('-rw------- 0600');
  await dialog.getByRole('tab', { name: 'Content' }).click();
  await expect(dialog.getByText('secret=tide')).toBeVisible();

  await savesTheVersion({ app, dialog }, testInfo.outputPath('saved.conf'));

  // The first and the second, chosen with the pointer.
  await dialog.getByRole('tab', { name: 'Details' }).click();
  await steps.nth(1).click();
  await steps.nth(0).click({ modifiers: ['ControlOrMeta'] });
  await expect(dialog.getByLabel('Compare with')).toHaveValue('0');
  await dialog.getByRole('button', { name: 'Contents side by side' }).click();
  await expect(dialog).toBeHidden();
  const sides = window.getByRole('region', { name: 'The chosen path on both sides' });
  await expect(sides.getByText('port=80', { exact: true })).toBeVisible();
  await expect(sides.getByText('secret=tide')).toBeVisible();
  await picture('side-by-side');
  expect(pageErrors).toEqual([]);
});

async function savesTheVersion(
  { app, dialog }: { readonly app: LaunchedApp['app']; readonly dialog: Locator },
  path: string,
): Promise<void> {
  await app.evaluate(({ dialog: system }, filePath) => {
    Reflect.set(system, 'showSaveDialog', async () => ({ canceled: false, filePath }));
  }, path);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect
    .poll(async () => readFile(path, 'utf8').catch(() => ''))
    .toBe('port=8080\nhost=localhost\nsecret=tide\n');
}

test('the inspector leads to all versions, and the files to a word about slow patterns', async ({
  launch,
}, testInfo) => {
  const archive = testInfo.outputPath('buoys.tar');
  await writeLivingFile(archive);
  const { window, pageErrors } = await launch({ paths: [archive] });
  const files = window.getByRole('treegrid');
  await files.getByRole('row', { name: /app\.conf/ }).click();
  await window.getByRole('button', { name: 'All versions…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Life of /etc/app.conf' });
  const timeline = dialog.getByRole('listbox');
  await expect(timeline.getByRole('option', { selected: true })).toContainText('Came back');
  await timeline.press('Home');
  await dialog.getByRole('button', { name: 'Show among the files' }).click();
  await expect(dialog).toBeHidden();
  await expect(files.getByRole('row', { name: /app\.conf/, selected: true })).toBeVisible();
  await expect(files.getByRole('row', { name: /pilot|usr/ }).first()).toBeVisible();

  await window.getByRole('treeitem', { name: /buoy:2/ }).click();
  await expect(files.getByRole('row', { name: /srv/ })).toBeVisible();
  await window.getByRole('radio', { name: 'Regular expression' }).click();
  await window.getByPlaceholder('Filter files').fill('^(a+)+$');
  await expect(window.getByRole('alert')).toHaveText(
    'This pattern takes too long. Try a simpler one.',
    { timeout: 20_000 },
  );
  await expect(files.getByRole('row', { name: /srv/ })).toBeVisible();

  // The other image has no such name; this one is opened with the filter and gives up, or is asked for another first.
  for (const wait of [false, true]) {
    await window.getByPlaceholder('Filter files').fill('^(a+)+$');
    await window.getByRole('treeitem', { name: /buoy:1/ }).click();
    await expect(window.getByRole('alert')).toBeHidden();
    await window.getByRole('treeitem', { name: /buoy:2/ }).click();
    if (wait) await expect(window.getByRole('alert')).toBeVisible({ timeout: 20_000 });
    await window.getByPlaceholder('Filter files').fill('^srv$');
    await expect(files.getByRole('row', { name: /srv/ })).toBeVisible({ timeout: 2500 });
  }
  await expect(window.getByRole('alert')).toBeHidden();
  expect(pageErrors).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`search and life stand in the way of no reader: ${colorScheme}`, async ({
    launch,
  }, testInfo) => {
    const { app, window, field, hits, pageErrors, picture } = await openSearch(
      launch,
      testInfo.outputPath('buoys.tar'),
    );
    await window.emulateMedia({ colorScheme });
    expect(await findings(window)).toEqual([]);
    await window.getByRole('button', { name: 'Filters' }).click();
    await field.fill('zzz');
    await expect(window.getByText('Nothing found')).toBeVisible();
    expect(await findings(window)).toEqual([]);
    await field.fill('app.conf');
    await expect(hits.locator('[data-index]')).toHaveCount(4);
    expect(await findings(window)).toEqual([]);
    await choose(window, 'Regular expression');
    await field.fill('app(');
    await expect(window.getByRole('alert')).toBeVisible();
    // The hits of the pattern before stay, dimmed on purpose; what is said about the pattern must be readable.
    await expect(hits.locator('[data-index]')).toHaveCount(4);
    await field.fill('app.conf');
    await expect(window.getByRole('alert')).toBeHidden();
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(720, 540);
    });
    await expect.poll(() => window.evaluate(() => globalThis.innerWidth)).toBe(720);
    expect(
      await window.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth),
    ).toBe(true);
    expect(await findings(window)).toEqual([]);
    await picture('narrow');
    await window.getByRole('button', { name: 'All versions in buoy:1…' }).first().click();
    const timeline = window.getByRole('dialog').getByRole('listbox');
    await expect(timeline).toBeFocused();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await timeline.press(key);
      expect([key, await findings(window)]).toEqual([key, []]);
    }
    await picture('narrow-life');
    expect(pageErrors).toEqual([]);
  });
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(hash).toString('hex');
}
