import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { buildImage, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, packTar } from '../fixtures/tar.ts';
import { dragUntil, watchDrags } from './drag.ts';
import { findings } from './findings.ts';
import { expect, pressShortcut, test } from './launch-app.ts';
import type { LaunchedApp } from './launch-app.ts';

const base = layer(directory('etc'), file('etc/motd', 'low water\n'), file('etc/old', 'old\n'));
const site = layer(
  directory('srv'),
  directory('srv/site'),
  file('srv/site/index.html', '<h1>Tide</h1>\n'),
  file('srv/site/data.bin', 'x'.repeat(60_000)),
);
const change = layer(file('etc/.wh.old', ''), file('srv/site/index.html', '<h1>Tide 2</h1>\n'));

const harbour = image({ ref: 'harbour:3', layers: [base], history: ['ADD rootfs'] });
const tide = image({
  ref: 'tide:2',
  layers: [base, site, change],
  history: ['ADD rootfs', 'COPY site /srv/site', 'RUN rm /etc/old'],
});

async function writeBuilds(to: string): Promise<string> {
  await writeFile(to, await packMembers(await dockerMembers([harbour, tide])));
  return to;
}

/** Answers the system's dialogs with a path. */
async function answer({ app }: LaunchedApp, chosen: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    const canceled = filePath === null;
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled, filePath: filePath ?? '' }));
    Reflect.set(dialog, 'showOpenDialog', async () => ({
      canceled,
      filePaths: filePath === null ? [] : [filePath],
    }));
  }, chosen);
}

/** Chooses an action from the palette, as a hand that knows no menu does. */
async function act({ app, window }: LaunchedApp, words: string): Promise<void> {
  await pressShortcut(app, 'K');
  const search = window.getByRole('dialog').getByRole('combobox');
  await search.fill(words);
  await search.press('Enter');
}

function chooseWhere(dialog: Locator): Promise<void> {
  return dialog.getByRole('button', { name: 'Choose where to…' }).click();
}

async function showTide(window: Page): Promise<void> {
  const archives = window.getByRole('tree', { name: 'Archives' });
  await archives.getByRole('treeitem', { name: /tide:2/ }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'tide:2' })).toBeVisible();
  await expect(window.getByRole('treegrid')).toBeVisible();
}

test('layers, files and a deleted file are taken out', async ({ launch }, testInfo) => {
  const built = await buildImage(tide);
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { window, pageErrors } = running;
  await showTide(window);

  await exportsLayer(running, testInfo.outputPath('site.tar'), built.layers[1]?.diffId ?? '');
  await exportsFolder(running, testInfo.outputPath('taken'));
  await exportsDeleted(running, testInfo.outputPath('gone'));
  await exportsRootFileSystem(running, testInfo.outputPath('rootfs.tar'));
  await tellsLosses(running, testInfo.outputPath('rootfs.zip'));
  expect(pageErrors).toEqual([]);
});

async function exportsLayer(running: LaunchedApp, to: string, diffId: string): Promise<void> {
  const { window } = running;
  const layers = window.getByRole('listbox', { name: 'Layers' });
  await layers.getByRole('option').nth(1).click({ button: 'right' });
  await window.getByRole('menuitem', { name: /Export layers/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Export layers' });
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(dialog.getByRole('region', { name: 'What that comes to' })).toContainText('.tar');
  expect(await findings(window)).toEqual([]);

  // Whoever thinks better of the place finds all as it was.
  await dialog.getByRole('radio', { name: /Unpacked into a folder/ }).check();
  await answer(running, null);
  await chooseWhere(dialog);
  await expect(dialog.getByRole('radio', { name: /Unpacked into a folder/ })).toBeChecked();
  await dialog.getByRole('radio', { name: /Plain tar/ }).check();
  await answer(running, to);
  await chooseWhere(dialog);
  await expect(window.getByText('site.tar saved', { exact: true })).toBeVisible();
  const hash = createHash('sha256').update(await readFile(to));
  expect(`sha256:${hash.digest('hex')}`).toBe(diffId);
}

async function exportsFolder(running: LaunchedApp, to: string): Promise<void> {
  const { window } = running;
  await mkdir(path.join(to, 'site'), { recursive: true });
  await writeFile(path.join(to, 'site', 'index.html'), 'mine');
  await answer(running, to);
  await window.getByRole('button', { name: 'Whole image' }).click();
  await unfold(window, 'srv');
  await window.getByRole('row', { name: /site/ }).first().click({ button: 'right' });
  await window.getByRole('menuitem', { name: /Export files/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Export files' });
  await expect(dialog.getByText('/srv/site', { exact: true })).toBeVisible();
  await expect(dialog.getByText('2 files')).toBeVisible();
  await chooseWhere(dialog);
  const conflicts = window.getByRole('dialog', { name: /taken$/ });
  await expect(conflicts.getByRole('textbox')).toHaveValue(/site/);
  expect(await findings(window)).toEqual([]);
  // Nothing has been touched so far.
  expect(await readdir(path.join(to, 'site'))).toEqual(['index.html']);
  await conflicts.getByRole('button', { name: 'Keep both' }).click();
  await expect
    .poll(async () => {
      const all = await readdir(to, { recursive: true });
      return all.filter((name) => /index.*html$/.test(name)).length;
    })
    .toBe(2);
  expect(await readFile(path.join(to, 'site', 'index.html'), 'utf8')).toBe('mine');
}

async function unfold(window: Page, name: string): Promise<void> {
  const row = window.getByRole('row', { name: new RegExp(name) }).first();
  await row.click();
  if ((await row.getAttribute('aria-expanded')) === 'false') {
    await window.keyboard.press('ArrowRight');
  }
  await expect(row).toHaveAttribute('aria-expanded', 'true');
}

async function exportsDeleted(running: LaunchedApp, to: string): Promise<void> {
  const { window } = running;
  await mkdir(to);
  await answer(running, to);
  const layers = window.getByRole('listbox', { name: 'Layers' });
  await layers.getByRole('option').nth(2).click();
  const old = window.getByRole('row', { name: /\bold\b/ });
  await old.click();
  await act(running, 'Export files');
  const dialog = window.getByRole('dialog', { name: 'Export files' });
  await expect(dialog.getByText(/taken from the last layer that still holds it/)).toBeVisible();
  await chooseWhere(dialog);
  await expect.poll(async () => readdir(to)).toEqual(['old']);
  expect(await readFile(path.join(to, 'old'), 'utf8')).toBe('old\n');
}

async function exportsRootFileSystem(running: LaunchedApp, to: string): Promise<void> {
  const { window } = running;
  await answer(running, to);
  await act(running, 'Export root file system');
  const dialog = window.getByRole('dialog', { name: 'Export root file system' });
  await expect(dialog.getByRole('radio', { name: /^tar Keeps/ })).toBeChecked();
  await chooseWhere(dialog);
  await expect(window.getByText('rootfs.tar saved', { exact: true })).toBeVisible();
  const text = (await readFile(to)).toString('latin1');
  expect(text).toContain('srv/site/index.html');
  expect(text).toContain('<h1>Tide 2</h1>');
  expect(text).not.toContain('etc/old');
}

/** What a zip cannot hold is told before and after. */
async function tellsLosses(running: LaunchedApp, to: string): Promise<void> {
  const { window } = running;
  await answer(running, to);
  await act(running, 'Export root file system');
  const dialog = window.getByRole('dialog', { name: 'Export root file system' });
  await dialog.getByRole('radio', { name: /^zip/ }).check();
  await expect(dialog.getByText(/do not keep their owners/)).toBeVisible();
  await chooseWhere(dialog);
  await expect(window.getByText('rootfs.zip saved', { exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Details' }).last().click();
  const told = window.getByRole('dialog', { name: 'What is different in rootfs.zip' });
  await told.getByText(/do not keep their owners/).click();
  await expect(told.getByRole('textbox')).toHaveValue(/etc\/motd/);
  expect(await findings(window)).toEqual([]);
  await window.keyboard.press('Escape');
  expect((await readFile(to)).subarray(0, 2).toString()).toBe('PK');
}

test('images are packed anew, split from their base and joined with it', async ({
  launch,
}, testInfo) => {
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { window, pageErrors } = running;
  await showTide(window);

  const packed = testInfo.outputPath('packed.tar');
  await answer(running, packed);
  await act(running, 'Export images');
  const images = window.getByRole('dialog', { name: 'Export images' });
  await images.getByRole('radio', { name: /^OCI archive/ }).check();
  await images.getByRole('radio', { name: /^gzip/ }).check();
  await images.getByLabel('Level').selectOption('9');
  await expect(images.getByText(/depends on compressing/)).toBeVisible();
  await chooseWhere(images);
  await expect(window.getByText('packed.tar saved', { exact: true })).toBeVisible();
  expect((await stat(packed)).size).toBeLessThan(20_000);

  const delta = testInfo.outputPath('delta.tar');
  await answer(running, delta);
  await act(running, 'Export delta');
  const split = window.getByRole('dialog', { name: 'Export delta' });
  // What it is built on is proposed.
  await expect(split.getByText('harbour:3')).toBeVisible();
  await split.getByRole('button', { name: 'Choose another…' }).click();
  await split.getByRole('combobox').fill('harbour');
  await split.getByRole('combobox').press('Enter');
  await expect(split.getByText(/1 layer is not in the result/)).toBeVisible();
  await chooseWhere(split);
  await expect(window.getByText('delta.tar saved', { exact: true })).toBeVisible();

  await window.getByRole('button', { name: 'Open…' }).click();
  await expect(window.getByRole('treeitem', { name: /delta\.tar/ })).toBeVisible();
  await expect(window.getByRole('heading', { level: 1, name: 'tide:2' })).toBeVisible();
  const joined = testInfo.outputPath('joined.tar');
  await answer(running, joined);
  await window
    .getByRole('tree', { name: 'Archives' })
    .getByRole('treeitem', { name: /tide:2/ })
    .last()
    .click({ button: 'right' });
  await window.getByRole('menuitem', { name: /Join with base/ }).click();
  const join = window.getByRole('dialog', { name: 'Join with base' });
  await expect(join.getByText('harbour:3')).toBeVisible();
  await chooseWhere(join);
  await expect(window.getByText('joined.tar saved', { exact: true })).toBeVisible();
  const built = await buildImage(tide);
  const whole = await readFile(joined);
  for (const { tar } of built.layers) expect(whole.includes(tar)).toBe(true);
  expect(whole.includes(built.config)).toBe(true);
  expect(pageErrors).toEqual([]);
});

test('a new image is made of one and kept', async ({ launch }, testInfo) => {
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { window, pageErrors } = running;
  await showTide(window);
  await act(running, 'New image from this');
  const dialog = window.getByRole('dialog', { name: 'New image from this' });
  const keep = dialog.getByRole('button', { name: 'Make and keep' });
  await expect(keep).toBeDisabled();

  // By keys alone: the three layers become one.
  await dialog.getByRole('listbox').focus();
  await window.keyboard.press('Control+a');
  await dialog.getByRole('button', { name: 'Squash into one' }).press('Enter');
  const plan = dialog.getByRole('region', { name: 'What that comes to' });
  await expect(plan.getByText('Layers: 3 → 1')).toBeVisible();

  const tar = testInfo.outputPath('extra.tar');
  await writeFile(tar, await packTar([file('opt/extra', 'extra\n')]));
  await answer(running, tar);
  await dialog.getByRole('button', { name: 'Add tar…' }).click();
  await expect(plan.getByText('Layers: 3 → 2')).toBeVisible();

  const box = dialog.getByLabel(/^Changes to the config/);
  await box.fill('ENV TIDE=high\nNONSENSE\nCMD ["/bin/tide"]');
  await expect(dialog.getByText('Line 2 cannot be understood: NONSENSE')).toBeVisible();
  await expect(keep).toBeDisabled();
  await box.fill('ENV TIDE=high\nCMD ["/bin/tide"]');
  await expect(plan.getByText('Layers: 3 → 2')).toBeVisible();
  await expect(keep).toBeEnabled();
  expect(await findings(window)).toEqual([]);
  // A name that no image can have is said so, and nothing that was chosen is lost.
  const name = dialog.getByLabel(/^Name of the new image/);
  await name.fill('TIDE SLIM');
  await expect(keep).toBeEnabled();
  await keep.click();
  await expect(dialog.getByText('This is not a name an image can have.')).toBeVisible();
  await expect(name).toHaveValue('TIDE SLIM');
  await name.fill('tide:slim');
  await expect(dialog.getByText('This is not a name an image can have.')).toBeHidden();
  await expect(keep).toBeEnabled();
  await keep.click();
  await expect(window.getByText(/is in the library$/)).toBeVisible();

  // It must not need what it was made of.
  await rm(tar);
  await window
    .getByRole('tree', { name: 'Library' })
    .getByRole('treeitem', { name: /tide:slim/ })
    .click();
  await expect(window.getByRole('heading', { level: 1, name: 'tide:slim' })).toBeVisible();
  await expect(window.getByRole('listbox', { name: 'Layers' }).getByRole('option')).toHaveCount(2);
  await window.getByRole('button', { name: 'Whole image' }).click();
  await expect(window.getByRole('row', { name: /opt/ })).toBeVisible();
  await window.getByRole('tab', { name: 'Config' }).click();
  await expect(window.getByText('/bin/tide').first()).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a layer and a folder are dragged out of the window', async ({ launch }, testInfo) => {
  const built = await buildImage(tide);
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { app, window, pageErrors } = running;
  await showTide(window);
  const takenPaths = await watchDrags(app);

  const chip = window.getByRole('listbox', { name: 'Layers' }).getByRole('img', {
    name: 'Layer 1',
  });
  await dragUntil(window, chip, async () => expect(await takenPaths()).toHaveLength(1));
  const [layerFile = ''] = await takenPaths();
  const hash = createHash('sha256').update(await readFile(layerFile));
  expect(`sha256:${hash.digest('hex')}`).toBe(built.layers[1]?.diffId);

  // What is chosen together goes together.
  const layers = window.getByRole('listbox', { name: 'Layers' });
  await layers
    .getByRole('option')
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await dragUntil(window, chip, async () => expect(await takenPaths()).toHaveLength(3));
  await expect(layers.getByRole('option', { selected: true })).toHaveCount(2);
  await chip.click();
  await expect(layers.getByRole('option', { selected: true })).toHaveCount(1);

  const folder = window.getByRole('row', { name: /srv/ }).getByRole('img', { name: 'Folder' });
  await dragUntil(window, folder.first(), async () => expect(await takenPaths()).toHaveLength(4));
  const [folderPath = ''] = (await takenPaths()).slice(-1);
  expect(path.basename(folderPath)).toBe('srv');
  // As it stands after the layer that the first press has chosen.
  expect(await readFile(path.join(folderPath, 'site/index.html'), 'utf8')).toBe('<h1>Tide</h1>\n');
  expect(pageErrors).toEqual([]);
});
