import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, test } from './launch-app.ts';
import type { LaunchedApp } from './launch-app.ts';
import { archives, compareMarked, openTab, writeBuilds } from './tide-builds.ts';

test('two builds are compared from the overview down, and the report is saved', async ({
  launch,
}, testInfo) => {
  const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
  const running = await launch({ paths: [builds] });
  const { window, pageErrors, picture } = running;
  await expect(window.getByRole('treegrid')).toBeVisible();
  // The later one is marked first: the earlier one becomes A all the same.
  await compareMarked(window, /tide:2/, /tide:1/);
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(
    'Comparison of tide:1 and tide:2',
  );
  await picture('overview');
  await tellsTheOverview(window);
  await showsLayers(window);
  await picture('layers');
  await showsConfig(window);
  await showsHistory(window);
  await showsPackages(window);
  await leadsToFiles(window);
  await savesReport(running, testInfo.outputPath('report.json'));
  await choosesPoints(window);
  await outlivesItsSource(running, builds);
  expect(pageErrors).toEqual([]);
});

async function tellsTheOverview(window: Page): Promise<void> {
  await expect(window.getByText(/^They part after 2 shared layers: the same step/)).toBeVisible();
  for (const [kind, count] of [
    ['Added', 2],
    ['Removed', 1],
    ['Modified', 1],
    ['Time only', 1],
  ] as const) {
    await expect(
      window.getByRole('button', { name: new RegExp(`^${count} ?${kind}`) }),
    ).toBeEnabled();
  }
  await expect(window.getByRole('button', { name: /^0 ?Moved/ })).toBeDisabled();
  const sizes = window.getByRole('table', { name: 'Sizes' });
  await expect(sizes.getByRole('row', { name: /Number of layers 4 5 \+1/ })).toBeVisible();
  await expect(window.getByText('Only in B', { exact: true })).toBeVisible();
  await expect(window.getByRole('button', { name: '/srv/notes' })).toBeVisible();
}

async function showsLayers(window: Page): Promise<void> {
  await openTab(window, /^Layers/);
  const pairs = window.getByRole('listbox', { name: 'Layers side by side' }).getByRole('option');
  await expect(pairs).toHaveCount(5);
  // The first pair that differs is chosen.
  await expect(pairs.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(pairs.nth(2)).toHaveAccessibleName(/^Layer 2 of A and layer 2 of B: changed/);
  await pairs.nth(2).press('ArrowDown');
  await expect(pairs.nth(3)).toHaveAccessibleName(/^Layer 3 of A and layer 3 of B: identical/);
  await expect(pairs.nth(3)).toBeFocused();
  await pairs.nth(3).press('End');
  await expect(pairs.nth(4)).toHaveAccessibleName(/^Layer 4 of B: only in B/);
  await window.getByRole('radio', { name: 'Table' }).click();
  const table = window.getByRole('table', { name: 'Layers side by side' });
  await expect(table.getByRole('row', { name: /only in B/ })).toHaveCount(1);
  await window.getByRole('radio', { name: 'Picture' }).click();
  await pairs.nth(4).press('Home');
  await pairs.nth(0).press('ArrowDown');
  await pairs.nth(1).press('ArrowDown');
  await pairs.nth(2).press('Enter');
  await expect(window.getByText('Layer 2 alone')).toHaveCount(2);
  await expect(window.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
  await openTab(window, /^Overview/);
  await expect(window.getByRole('button', { name: /^1 ?Added/ })).toBeVisible();
  await window.getByRole('button', { name: 'Back to the whole images' }).click();
  await expect(pairs).toHaveCount(5);
}

async function showsConfig(window: Page): Promise<void> {
  await openTab(window, /^Config/);
  const environment = window.getByRole('table', { name: 'Environment' });
  const path = environment.getByRole('row', { name: /PATH/ });
  await expect(path.getByRole('cell').first().getByRole('listitem')).toHaveCount(2);
  await expect(path.getByRole('cell').last().getByRole('listitem')).toHaveCount(3);
  await expect(path.getByRole('insertion')).toHaveText(['/opt/bin']);
  const command = window.getByRole('row', { name: /Cmd/ });
  await expect(command.getByRole('cell').first()).toHaveText('tide --quiet');
  await expect(command.getByRole('cell').last()).toHaveText('tide --port 80');
  const platform = window.getByRole('table', { name: 'Platform' });
  await expect(platform).toBeHidden();
  await window.getByRole('switch', { name: 'Only what differs' }).click();
  await expect(platform.getByRole('row', { name: 'architecture amd64 amd64' })).toBeVisible();
}

async function showsHistory(window: Page): Promise<void> {
  await openTab(window, /^History/);
  await expect(window.getByText('1 of 6 steps differs')).toBeVisible();
  const table = window.getByRole('table', { name: 'History' });
  await expect(table.getByRole('row')).toHaveCount(7);
  await window.getByRole('switch', { name: 'Only what differs' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(table.getByText('COPY notes /srv')).toBeVisible();
}

async function showsPackages(window: Page): Promise<void> {
  await openTab(window, /^Packages/);
  const grid = window.getByRole('grid', { name: 'Packages' });
  await expect(grid.getByRole('row')).toHaveCount(4);
  const tide = grid.getByRole('row', { name: /tide/ });
  await expect(tide.getByRole('gridcell').nth(3)).toHaveText('1.0');
  await expect(tide.getByRole('gridcell').nth(4)).toHaveText('2.0');
  await expect(tide.getByRole('img', { name: 'Layer 2' })).toBeVisible();
  await window.getByRole('button', { name: '1 removed' }).click();
  await expect(grid.getByText('less')).toBeHidden();
  await window.getByLabel('Filter packages').fill('J');
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expect(window.getByText(/^1 package, \+102\skB/)).toBeVisible();
}

async function leadsToFiles(window: Page): Promise<void> {
  await openTab(window, /^Overview/);
  await window.getByRole('button', { name: /^1 ?Removed/ }).click();
  await expect(window.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
  const files = window.getByRole('treegrid');
  await expect(files.getByRole('row', { name: /usr/ })).toBeVisible();
  await expect(files.getByRole('row', { name: /srv/ })).toBeHidden();
  await openTab(window, /^Overview/);
  await window
    .getByRole('region', { name: 'Where they part' })
    .getByRole('button', { name: '/usr/bin/jq' })
    .click();
  await expect(files.getByRole('row', { name: /jq/, selected: true })).toBeVisible();
}

async function savesReport({ app: electron, window }: LaunchedApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }));
  }, path);
  await window.getByRole('button', { name: 'Save report' }).click();
  await window.getByRole('menuitem', { name: /JSON/ }).click();
  await expect(window.getByText('report.json saved', { exact: true })).toBeVisible();
  const report = JSON.parse(await readFile(path, 'utf8'));
  expect(report.layers.map(({ status }: { status: string }) => status)).toEqual([
    'identical',
    'identical',
    'changed',
    'identical',
    'inserted',
  ]);
}

async function choosesPoints(window: Page): Promise<void> {
  await window.getByLabel('Point in the stack of A').selectOption('1');
  await window.getByLabel('Point in the stack of B').selectOption('1');
  await openTab(window, /^Overview/);
  await expect(
    window.getByText('All 2 layers are the same; only the config differs.'),
  ).toBeVisible();
  await window.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(
    'Comparison of tide:2 and tide:1',
  );
  await window.getByLabel('Point in the stack of A').selectOption('whole');
  await expect(window.getByText(/^A has all 2 layers of B/)).toBeVisible();
}

async function outlivesItsSource(running: LaunchedApp, builds: string): Promise<void> {
  const { app: electron, window } = running;
  await archives(window)
    .getByRole('treeitem', { name: /builds\.tar/ })
    .hover();
  await archives(window).getByRole('button', { name: 'Close' }).click();
  await expect(window.getByText('tide:2 and tide:1 are not at hand any more')).toBeVisible();
  await electron.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({
      canceled: false,
      filePaths: [filePath],
    }));
  }, builds);
  await window.getByRole('main').getByRole('button', { name: 'Open…' }).click();
  await window.getByRole('button', { name: 'Comparison', exact: true }).click();
  await expect(window.getByText(/^A has all 2 layers of B/)).toBeVisible();
}
