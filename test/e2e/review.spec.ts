import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { findings } from './findings.ts';
import { expect, pressShortcut, test } from './launch-app.ts';
import { archives, openTab } from './tide-builds.ts';
import { cachedFiles, writeWasteful } from './wasteful-image.ts';

function section(window: Page, name: RegExp): Locator {
  return window.getByRole('tablist', { name: 'Parts of the review' }).getByRole('tab', { name });
}

test('what is hidden is traced to its files and its steps, and the review is saved', async ({
  launch,
}, testInfo) => {
  const built = testInfo.outputPath('wasteful.tar');
  await writeWasteful(built);
  const { app, window, pageErrors, picture } = await launch({ paths: [built] });
  await archives(window)
    .getByRole('treeitem', { name: /wasteful:1/ })
    .click();
  const grid = window.getByRole('treegrid', { name: 'What is hidden' });
  const files = window.getByRole('treegrid', { name: 'Files' });
  const layers = window.getByRole('listbox', { name: 'Layers', exact: true });

  await test.step('the header says how much is hidden, and leads to what that is', async () => {
    await window.getByRole('button', { name: /^701\skB hidden \(69\.3%\)$/ }).click();
    await expect(section(window, /^Hidden bytes 701\skB/)).toHaveAttribute('aria-selected', 'true');
    await expect(
      window.getByText(/^701\skB of 1\.01\sMB stored in files are hidden$/),
    ).toBeVisible();
    await picture('hidden');
  });

  await test.step('each layer is drawn with what is hidden of it', async () => {
    const drawn = window
      .getByRole('listbox', { name: 'Hidden bytes by layer' })
      .getByRole('option');
    await expect(drawn).toHaveCount(5);
    await expect(drawn.nth(1)).toHaveAccessibleName(
      /^Layer 1: 701\skB stored, 701\skB \(Overwritten 400\skB, Attribute copy 1\skB,? and Deleted folder 300\skB\) hidden\. RUN make data$/,
    );
    await drawn.nth(1).press('ArrowDown');
    await expect(drawn.nth(2)).toBeFocused();
    await drawn.nth(2).press('Enter');
    await expect(window.getByText('Nothing fits this filter')).toBeVisible();
    await window.getByRole('button', { name: 'Show all layers' }).click();
    await window.getByRole('radio', { name: 'Table' }).click();
    const table = window.getByRole('table', { name: 'Hidden bytes by layer' });
    await expect(table.getByRole('row', { name: /make data/ })).toContainText('Deleted folder');
    await window.getByRole('radio', { name: 'Picture' }).click();
  });

  await test.step('the list ranks what is hidden, and a cause filters it', async () => {
    const rows = grid.getByRole('row');
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(1)).toContainText('/srv/model.bin');
    await expect(rows.nth(2)).toContainText(`/srv/cache/`);
    await expect(rows.nth(2)).toContainText(String(cachedFiles));
    await expect(rows.nth(3)).toContainText('owner');
    const cause = window.getByRole('button', { name: /^Deleted folder 300\skB$/ });
    await cause.click();
    await expect(cause).toHaveAttribute('aria-pressed', 'true');
    await expect(rows).toHaveCount(2);
    await expect(window.getByText(/^1 place, 300\skB$/)).toBeVisible();
    await cause.click();
    await expect(rows).toHaveCount(4);
  });

  await test.step('the keyboard opens a place to its files, however many, and says which steps', async () => {
    await grid.focus();
    await window.keyboard.press('Home');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowRight');
    await expect(grid).toHaveAttribute('aria-rowcount', String(1 + 3 + cachedFiles));
    await window.keyboard.press('ArrowRight');
    await expect(grid.getByRole('row', { selected: true })).toContainText('000.tmp');
    await window.keyboard.press('End');
    await window.keyboard.press('ArrowUp');
    await expect(grid.getByRole('row', { selected: true })).toContainText('299.tmp');
    await expect(grid.getByRole('row', { selected: true })).toBeInViewport({ ratio: 1 });
    const details = window.getByRole('region', { name: '/srv/cache/299.tmp' });
    await expect(details).toContainText('RUN make data');
    await expect(details).toContainText('RUN rm -rf /srv/cache');
    await picture('opened');
  });

  await test.step('a file is shown where it is stored, and where it goes away', async () => {
    await window.getByRole('button', { name: 'All versions…' }).click();
    await expect(window.getByRole('dialog')).toContainText('299.tmp');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toBeHidden();
    await grid.focus();
    await window.keyboard.press('Enter');
    await expect(files.getByRole('row', { selected: true })).toContainText('299.tmp');
    await expect(layers.getByRole('option', { selected: true })).toContainText('make data');
    await pressShortcut(app, '9');
    await window.getByRole('button', { name: 'Show where it goes away' }).click();
    await expect(layers.getByRole('option', { selected: true })).toContainText('train');
    await expect(files.getByRole('row', { selected: true })).toContainText('model.bin');
    await expect(files.getByRole('row', { selected: true })).toContainText('M');
  });

  await test.step('the numbers of dive stand beside, with a word about the difference', async () => {
    await pressShortcut(app, '9');
    const dive = window.getByRole('region', { name: 'What dive says' });
    // 400,000 + 310,000 of the model and twice 1,000 of the notes: every copy counts, the deleted folder does not.
    await expect(dive).toContainText(/Wasted bytes\s*712\skB/);
    await expect(dive).toContainText('dive adds up every copy');
  });

  await test.step('advice names the steps and leads to the hidden bytes of its layer', async () => {
    await section(window, /^What to do/).click();
    const piece = window.getByRole('listitem').filter({ hasText: 'RUN rm -rf /srv/cache' }).first();
    await expect(piece).toContainText(/saves 300\skB/);
    await expect(window.getByText(/can be saved by doing all of this/)).toContainText(/7\d\d\skB/);
    await picture('advice');
    await piece.getByRole('button', { name: /^All of it under Hidden bytes/ }).click();
    await expect(window.getByRole('button', { name: 'Show all layers' })).toHaveText(
      'Stored by layer 1',
    );
    await section(window, /^What to do/).click();
    await piece
      .getByRole('button', { name: /\.tmp$/ })
      .first()
      .click();
    await expect(files.getByRole('row', { selected: true })).toContainText('.tmp');
    await pressShortcut(app, '9');
  });

  await test.step('the report is saved', async () => {
    const saved = testInfo.outputPath('review.json');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, saved);
    await window.getByRole('button', { name: 'Save report' }).click();
    await window.getByRole('menuitem', { name: /JSON/ }).click();
    await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('wasteful:1');
    await expect(window.getByText('review.json saved', { exact: true })).toBeVisible();
  });

  await test.step('an image without hidden bytes says so', async () => {
    await archives(window)
      .getByRole('treeitem', { name: /tidy:1/ })
      .click();
    await window.getByRole('button', { name: 'Nothing hidden' }).click();
    await expect(window.getByText('No hidden bytes')).toBeVisible();
  });
  expect(pageErrors).toEqual([]);
});

for (const [language, colorScheme, width, height] of [
  ['en', 'light', 1440, 900],
  ['de', 'dark', 900, 600],
] as const) {
  test(`the review can be used by everybody: ${language}, ${colorScheme}, ${width} by ${height}`, async ({
    launch,
  }, testInfo) => {
    const built = testInfo.outputPath('wasteful.tar');
    await writeWasteful(built);
    const { app, window, pageErrors, picture } = await launch({ paths: [built], language });
    await window.emulateMedia({ colorScheme });
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
      [width, height] as [number, number],
    );
    await window
      .getByRole('tree')
      .first()
      .getByRole('treeitem', { name: /wasteful:1/ })
      .click();
    await expect(window.getByRole('button', { name: /^701\skB (hidden|verborgen)/ })).toBeVisible();
    await openTab(window, /^(Review|Durchsicht)/);
    const sections = window.getByRole('tablist').nth(1).getByRole('tab');
    await expect(sections).toHaveCount(5);
    for (const place of [0, 1]) {
      await sections.nth(place).click();
      await expect(window.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expect(window.getByText(/7\d\d\skB/).last()).toBeVisible();
      expect(await findings(window)).toEqual([]);
      await picture(`section-${place}`);
    }
    await window.getByRole('treegrid').focus();
    await window.keyboard.press('ArrowRight');
    expect(await findings(window)).toEqual([]);
    expect(pageErrors).toEqual([]);
  });
}

test('tabs that have no room are in a menu, and the chosen one is in sight', async ({
  launch,
}, testInfo) => {
  const built = testInfo.outputPath('wasteful.tar');
  await writeWasteful(built);
  const { app, window } = await launch({ paths: [built], language: 'de' });
  await archivesIn(window)
    .getByRole('treeitem', { name: /wasteful:1/ })
    .click();
  await expect(window.getByRole('tab', { name: 'Durchsicht' })).toBeVisible();
  const all = window.getByRole('button', { name: 'Alle Reiter' });
  await expect(all).toBeHidden();
  await app.evaluate(({ BrowserWindow }) => {
    const [shown] = BrowserWindow.getAllWindows();
    shown?.setMinimumSize(300, 300);
    shown?.setContentSize(460, 600);
  });
  await all.click();
  await window.getByRole('menuitemradio', { name: 'Durchsicht' }).click();
  const chosen = window.getByRole('tab', { name: 'Durchsicht' });
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await expect(chosen).toBeInViewport({ ratio: 1 });
  await chosen.press('Home');
  const first = window.getByRole('tab', { name: 'Dateien' });
  await expect(first).toBeFocused();
  await expect(first).toBeInViewport({ ratio: 1 });
});

function archivesIn(window: Page): Locator {
  return window.getByRole('tree').first();
}
