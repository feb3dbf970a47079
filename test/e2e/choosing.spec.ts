import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, hardLink, whiteout } from '../fixtures/tar.ts';
import { dragUntil, watchDrags } from './drag.ts';
import { findings } from './findings.ts';
import { expect, test } from './launch-app.ts';
import type { LaunchedApp } from './launch-app.ts';

const run = promisify(execFile);

const harbour = image({
  ref: 'harbour:1',
  layers: [
    layer(
      directory('etc'),
      file('etc/hosts', 'localhost\n'),
      file('etc/motd', 'low water\n'),
      file('etc/passwd', 'root\n'),
      file('etc/shadow', '*\n'),
      directory('srv'),
      directory('srv/site'),
      file('srv/site/data.bin', 'x'.repeat(60_000)),
      file('srv/site/index.html', '<h1>Tide</h1>\n'),
      hardLink('srv/site/start.html', 'srv/site/index.html'),
      file('srv/tide', 'rising\n'),
    ),
    layer(whiteout('etc/shadow'), file('etc/motd', 'high water\n')),
  ],
  history: ['ADD rootfs', 'RUN rm /etc/shadow'],
});

/** What each visible line of the files is called, with a mark for those that are chosen. */
async function lines(tree: Locator): Promise<readonly string[]> {
  return tree.locator('[data-index]').evaluateAll((rows) =>
    rows
      .toSorted((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
      .map((row) => {
        const name = row.querySelectorAll('[role=gridcell]')[1]?.textContent.trim() ?? '';
        return `${row.getAttribute('aria-selected') === 'true' ? '* ' : ''}${name}`;
      }),
  );
}

function chosenSum(window: Page): Locator {
  return window.getByRole('contentinfo').getByRole('status').filter({ hasText: 'chosen' });
}

async function answer({ app }: LaunchedApp, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath: chosen }));
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [chosen] }));
  }, filePath);
}

/** Starts on the whole of the image with all folders open. */
async function openHarbour(
  launch: (options: { paths: string[] }) => Promise<LaunchedApp>,
  archive: string,
): Promise<LaunchedApp & { readonly tree: Locator }> {
  await writeFile(archive, await packMembers(await dockerMembers([harbour])));
  const running = await launch({ paths: [archive] });
  const { window } = running;
  const tree = window.getByRole('treegrid', { name: 'Files' });
  await window.getByRole('button', { name: 'Whole image' }).click();
  await expect(tree.getByRole('row', { name: /etc/ })).toBeVisible();
  await tree.focus();
  await expect(async () => {
    await tree.press('Home');
    await expect(tree.getByRole('row', { selected: true })).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await tree.press('*');
  await expect.poll(async () => (await lines(tree)).length).toBe(10);
  return { ...running, tree };
}

test('three files and a folder are chosen by keys and taken out', async ({ launch }, testInfo) => {
  const running = await openHarbour(launch, testInfo.outputPath('harbour.tar'));
  const { app, window, tree, pageErrors } = running;
  await expect(tree).toHaveAttribute('aria-multiselectable', 'true');
  expect((await lines(tree)).filter((line) => line.startsWith('*'))).toEqual(['* etc']);

  await test.step('line after line, one beside them, and none of it twice', async () => {
    await tree.press('ArrowDown');
    await tree.press('Shift+ArrowDown');
    await tree.press('Shift+ArrowDown');
    await expect(chosenSum(window)).toContainText('3 chosen, 26 B');
    await tree.press('Control+Shift+ArrowDown');
    await tree.press('Control+Shift+ArrowDown');
    await tree.press('Control+Space');
    await expect(chosenSum(window)).toContainText('4 chosen, 60 kB');
    expect(await lines(tree)).toEqual([
      'etc',
      '* hosts',
      '* motd',
      '* passwd',
      'srv',
      '* site',
      'data.bin',
      'index.html',
      'start.html',
      'tide',
    ]);
    expect(await findings(window)).toEqual([]);
    const sum = await chosenSum(window).innerText();
    await tree.press('Control+Shift+ArrowDown');
    await tree.press('Control+Space');
    await expect(chosenSum(window)).toContainText(sum.replace('4 chosen', '5 chosen').trim());
    await tree.press('Control+Space');
    await expect(chosenSum(window)).toContainText('4 chosen');
  });

  await test.step('into a folder', async () => {
    const taken = testInfo.outputPath('taken');
    await mkdir(taken);
    await answer(running, taken);
    const dialog = await exportDialog(running);
    await expect(dialog.getByText('/etc/hosts', { exact: true })).toBeVisible();
    await expect(dialog.getByText('6 files')).toBeVisible();
    expect(await findings(window)).toEqual([]);
    await dialog.getByRole('button', { name: 'Choose where to…' }).click();
    await expect(window.getByText('Exported into taken', { exact: true })).toBeVisible();
    expect((await readdir(taken, { recursive: true })).toSorted()).toEqual([
      'etc',
      'etc/hosts',
      'etc/motd',
      'etc/passwd',
      'srv',
      'srv/site',
      'srv/site/data.bin',
      'srv/site/index.html',
      'srv/site/start.html',
    ]);
    expect(await readFile(path.join(taken, 'etc/motd'), 'utf8')).toBe('high water\n');
  });

  await test.step('into a tar that GNU tar reads', async () => {
    const archive = testInfo.outputPath('chosen.tar');
    await answer(running, archive);
    const dialog = await exportDialog(running);
    await dialog.getByRole('radio', { name: /^tar Keeps/ }).check();
    await dialog.getByRole('button', { name: 'Choose where to…' }).click();
    await expect(window.getByText('chosen.tar saved', { exact: true })).toBeVisible();
    const { stdout } = await run('tar', ['--list', '--verbose', '--file', archive]);
    const listed = stdout.trimEnd().split('\n');
    expect(listed.map((line) => line.replace(/^.*\d\d:\d\d /, ''))).toEqual([
      'etc/hosts',
      'etc/motd',
      'etc/passwd',
      'srv/site/',
      'srv/site/data.bin',
      'srv/site/index.html',
      'srv/site/start.html link to srv/site/index.html',
    ]);
    const inside = await run('tar', ['--extract', '--to-stdout', '--file', archive, 'etc/motd']);
    expect(inside.stdout).toBe('high water\n');
  });

  await test.step('onto the clipboard', async () => {
    await tree.focus();
    await tree.press('Shift+F10');
    await window.getByRole('menuitem', { name: 'Copy 4 paths' }).click();
    const text = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
    await expect.poll(text).toBe('/etc/hosts\n/etc/motd\n/etc/passwd\n/srv/site');
  });

  await test.step('back to one', async () => {
    await tree.focus();
    await tree.press('Escape');
    await expect(chosenSum(window)).toHaveCount(0);
    expect((await lines(tree)).filter((line) => line.startsWith('*'))).toHaveLength(1);
    await tree.press('Control+a');
    await expect(chosenSum(window)).toContainText('10 chosen, 60 kB');
  });
  expect(pageErrors).toEqual([]);
});

test('what the mouse has chosen stays while the view changes', async ({ launch }, testInfo) => {
  const running = await openHarbour(launch, testInfo.outputPath('harbour.tar'));
  const { app, window, tree, pageErrors } = running;
  const row = (name: RegExp): Locator => tree.getByRole('row', { name });
  const chosenLines = async (): Promise<readonly string[]> =>
    (await lines(tree)).filter((line) => line.startsWith('*'));

  await test.step('a range, one more, one less, and another range', async () => {
    await row(/hosts/).click();
    await row(/passwd/).click({ modifiers: ['Shift'] });
    await expect.poll(chosenLines).toEqual(['* hosts', '* motd', '* passwd']);
    await row(/motd/).click({ modifiers: ['ControlOrMeta'] });
    await row(/tide/).click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(chosenLines).toEqual(['* hosts', '* passwd', '* tide']);
    await row(/data\.bin/).click({ modifiers: ['ControlOrMeta', 'Shift'] });
    const all = ['* hosts', '* passwd', '* data.bin', '* index.html', '* start.html', '* tide'];
    await expect.poll(chosenLines).toEqual(all);
  });

  await test.step('dragged at one of them, all of it goes', async () => {
    const takenPaths = await watchDrags(app);
    const handle = row(/passwd/).getByRole('img', { name: 'File', exact: true });
    await dragUntil(window, handle, async () => expect(await takenPaths()).toHaveLength(2));
    const taken = await takenPaths();
    expect(taken.map((file) => path.basename(file)).toSorted()).toEqual(['etc', 'srv']);
    await expect(chosenSum(window)).toContainText('6 chosen');
    const alone = row(/motd/).getByRole('img', { name: 'File', exact: true });
    await dragUntil(window, alone, async () => expect(await takenPaths()).toHaveLength(3));
    expect(path.basename((await takenPaths())[2] ?? '')).toBe('motd');
    await row(/hosts/).click();
    await row(/tide/).click({ modifiers: ['Shift'] });
    await expect(chosenSum(window)).toContainText('9 chosen');
    // A click where it could have been dragged chooses it alone, like any other click.
    await handle.click();
    await expect.poll(chosenLines).toEqual(['* passwd']);
    await row(/hosts/).click();
    await row(/passwd/).click({ modifiers: ['Shift'] });
    await expect(chosenSum(window)).toContainText('3 chosen');
  });

  await test.step('the menu is about all of it, and says what is about one alone', async () => {
    expect(await findings(window)).toEqual([]);
    await row(/passwd/).click({ button: 'right' });
    const life = window.getByRole('menuitem', { name: /All versions/ });
    await expect(life).toHaveAttribute('aria-disabled', 'true');
    await expect(life).toContainText('one path only');
    await expect(window.getByRole('menuitem', { name: 'Export files…' })).toBeEnabled();
    await window.keyboard.press('Escape');
    await expect(chosenSum(window)).toContainText('3 chosen');
    await row(/srv/).click({ button: 'right' });
    await expect(life).not.toHaveAttribute('aria-disabled');
    await window.keyboard.press('Escape');
    await expect.poll(chosenLines).toEqual(['* srv']);
  });

  await test.step('through folders, a filter and layers, but for what is not there', async () => {
    await row(/hosts/).click();
    await row(/tide/).click({ modifiers: ['ControlOrMeta'] });
    await expect(chosenSum(window)).toContainText('2 chosen');
    await window.getByRole('button', { name: 'Collapse all folders' }).click();
    await expect(chosenSum(window)).toContainText('2 out of sight');
    await window.getByRole('textbox', { name: 'Filter files' }).fill('tide');
    await expect.poll(chosenLines).toEqual(['* tide']);
    await expect(chosenSum(window)).toContainText('1 out of sight');
    await window.getByRole('textbox', { name: 'Filter files' }).fill('');
    const layers = window.getByRole('listbox', { name: 'Layers' });
    await layers.getByRole('option').nth(1).click();
    await expect(row(/srv/)).toBeVisible();
    await tree.focus();
    await tree.press('Control+Shift+Home');
    await tree.press('*');
    await expect(row(/shadow/)).toBeVisible();
    await expect(chosenSum(window)).toContainText('2 chosen');
    await row(/shadow/).click({ modifiers: ['ControlOrMeta'] });
    await expect(chosenSum(window)).toContainText('3 chosen');
    await window.getByRole('button', { name: 'Whole image' }).click();
    await expect(chosenSum(window)).toContainText('2 chosen');
  });
  expect(pageErrors).toEqual([]);
});

/** Opens the dialog about what is chosen. */
async function exportDialog({ window }: LaunchedApp): Promise<Locator> {
  await window.getByRole('treegrid', { name: 'Files' }).focus();
  await window.keyboard.press('Shift+F10');
  await window.getByRole('menuitem', { name: /^Export files/ }).click();
  return window.getByRole('dialog', { name: 'Export files' });
}
