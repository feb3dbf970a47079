import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file, packTar } from '../fixtures/tar.ts';
import { findings } from './findings.ts';
import { expect, sampleImage, test } from './launch-app.ts';
import type { LaunchedApp } from './launch-app.ts';

const base = layer(file('etc/os-release', 'NAME="Harbour"\nPRETTY_NAME="Harbour 3"\n'));
const lib = layer(file('usr/lib/libtide.so', 'x'.repeat(40_000)));

/** Two images of one archive: `tide` stands on all layers of `harbour`, with one more. */
async function writeBuilds(file_: string): Promise<string> {
  const recipes = [
    image({ ref: 'harbour:3', layers: [base, lib], history: ['ADD rootfs', 'RUN make lib'] }),
    image({
      ref: 'tide:1',
      layers: [base, lib, layer(file('srv/tide', 'y'.repeat(90_000)))],
      history: ['ADD rootfs', 'RUN make lib', 'COPY tide /srv'],
    }),
  ];
  await writeFile(file_, await packMembers(await dockerMembers(recipes)));
  return file_;
}

function libraryTree(window: Page): Locator {
  return window.getByRole('tree', { name: 'Library' });
}

async function chooseInLibraryMenu(window: Page, name: RegExp): Promise<void> {
  await window.getByRole('button', { name: 'What can be done with the library' }).click();
  await window.getByRole('menuitem', { name }).click();
}

/** Opens builds.tar and keeps both of its images. */
async function keepBuilds({ window }: LaunchedApp): Promise<void> {
  const archives = window.getByRole('tree', { name: 'Archives' });
  await archives.getByRole('treeitem', { name: /builds\.tar/ }).click({ button: 'right' });
  await window.getByRole('menuitem', { name: /whole archive/ }).click();
  await expect(window.getByText('Kept 2 images', { exact: true })).toBeVisible();
}

test('images are kept, come back at the next start, and go again', async ({ launch }, testInfo) => {
  const userData = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-'));
  try {
    const builds = await writeBuilds(testInfo.outputPath('builds.tar'));
    const first = await launch({ paths: [builds, sampleImage], userData });
    await expect(first.window.getByRole('treegrid')).toBeVisible();
    await expect(first.window.getByText(/Nothing kept yet/)).toBeVisible();
    await keepBuilds(first);
    await expect(first.window.getByText(/^3 new layers, .* written\.$/)).toBeVisible();
    await first.window.getByRole('treeitem', { name: /tidewatch/ }).click();
    const keep = first.window.getByRole('button', { name: 'Keep', exact: true });
    await keep.hover();
    await expect(first.window.getByRole('tooltip')).toHaveText(/6 new layers, /);
    await keep.click();
    await expect(first.window.getByRole('button', { name: 'In the library' })).toBeVisible();
    await expect(libraryTree(first.window).getByRole('treeitem')).toHaveCount(3);
    await keepAgain(first.window);
    expect(first.pageErrors).toEqual([]);
    await first.close();
    // The library must hold what it shows by itself.
    await rm(builds);

    const second = await launch({ userData });
    const { window } = second;
    await libraryTree(window)
      .getByRole('treeitem', { name: /tide:1/ })
      .click();
    await expect(window.getByRole('heading', { level: 1, name: 'tide:1' })).toBeVisible();
    await window.getByRole('button', { name: 'Whole image' }).click();
    await expect(window.getByRole('treegrid').getByRole('row', { name: /srv/ })).toBeVisible();
    await groupsByLineage(window);
    await showsSharing(window);
    await showsFamily(window);
    await second.picture('family');
    await removesWithPlan(window);
    await cleansUp(window);
    await saysItIsWhole(window);
    expect(second.pageErrors).toEqual([]);
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

async function keepAgain(window: Page): Promise<void> {
  await window
    .getByRole('tree', { name: 'Archives' })
    .getByRole('treeitem', { name: /builds\.tar/ })
    .click({ button: 'right' });
  await window.getByRole('menuitem', { name: /whole archive/ }).click();
  await expect(
    window.getByText('2 images were in the library already', { exact: true }),
  ).toBeVisible();
}

async function groupsByLineage(window: Page): Promise<void> {
  const lines = libraryTree(window);
  await window.getByRole('button', { name: 'Group by lineage' }).click();
  await expect(lines.getByRole('treeitem', { name: /tide:1/ })).toHaveAttribute('aria-level', '2');
  await expect(lines.getByRole('treeitem', { level: 1 })).toHaveCount(2);
  await window.getByRole('button', { name: 'Group by lineage' }).click();
  await expect(lines.getByRole('treeitem', { level: 1 })).toHaveCount(3);
}

async function showsSharing(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Disk usage' }).click();
  const table = window.getByRole('table', { name: 'What each image takes' });
  const tide = table.getByRole('row', { name: /tide:1/ });
  const harbour = table.getByRole('row', { name: /harbour:3/ });
  await expect(harbour.getByRole('cell').last()).toHaveText('0\u00A0B');
  const shared = await harbour.getByRole('cell').nth(5).textContent();
  await expect(tide.getByRole('cell').nth(5)).toHaveText(shared ?? 'none');
  const unique = await tide.getByRole('cell').last().textContent();
  await tide.getByRole('checkbox').check();
  await expect(window.getByText(`Removing this image frees ${unique}.`)).toBeVisible();
}

async function showsFamily(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Family tree' }).click();
  const tree = window.getByRole('tree', { name: 'Family tree' });
  await expect(tree.getByRole('treeitem', { name: /harbour:3/ })).toHaveAttribute(
    'aria-level',
    '1',
  );
  await expect(tree.getByRole('treeitem', { name: /tide:1/ })).toHaveAttribute('aria-level', '2');
  await window.getByRole('radio', { name: 'Table' }).click();
  await expect(
    window
      .getByRole('row', { name: /tide:1/ })
      .getByText('harbour:3, 2 layers (certain: same layers)'),
  ).toBeVisible();
  await window.getByRole('radio', { name: 'Picture' }).click();
  await tree.getByRole('treeitem', { name: /tide:1/ }).press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'tide:1' })).toBeVisible();
}

async function removesWithPlan(window: Page): Promise<void> {
  await chooseInLibraryMenu(window, /Remove/);
  const dialog = window.getByRole('dialog', { name: 'Remove from the library' });
  // It begins with the image shown.
  await expect(dialog.getByRole('checkbox', { name: /tide:1/ })).toBeChecked();
  await expect(dialog.getByText(/Stays: 2 shared layers/)).toBeVisible();
  await expect(dialog.getByText('used by harbour:3').first()).toBeVisible();
  await dialog.getByRole('checkbox', { name: /harbour:3/ }).check();
  await expect(dialog.getByText(/Stays:/)).toBeHidden();
  await dialog.getByRole('checkbox', { name: /harbour:3/ }).uncheck();
  await expect(dialog.getByText(/Stays: 2 shared layers/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove 1 image' }).click();
  await expect(dialog).toBeHidden();
  await expect(libraryTree(window).getByRole('treeitem')).toHaveCount(2);
}

async function cleansUp(window: Page): Promise<void> {
  const harbour = libraryTree(window).getByRole('treeitem', { name: /harbour:3/ });
  await harbour.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Names…' }).click();
  const names = window.getByRole('dialog', { name: 'Names of the image' });
  await names.getByLabel('New name').fill('Not A Name');
  await names.getByRole('button', { name: 'Add' }).click();
  await expect(names.getByRole('alert')).toBeVisible();
  await names.getByLabel('New name').fill('quay.example/base:1');
  await names.getByRole('button', { name: 'Add' }).click();
  await expect(names.getByText('quay.example/base:1')).toBeVisible();
  await names.getByRole('button', { name: 'Remove the name quay.example/base:1' }).click();
  await names.getByRole('button', { name: 'Remove the name harbour:3' }).click();
  await expect(names.getByText(/has no name/)).toBeVisible();
  await names.getByRole('button', { name: 'Done' }).click();

  await chooseInLibraryMenu(window, /Clean up/);
  const prune = window.getByRole('dialog', { name: 'Clean up the library' });
  await expect(prune.getByText(/Goes: 1 image/)).toBeVisible();
  await prune.getByRole('switch', { name: /without a name/ }).click();
  await expect(prune.getByText('There is nothing to clean up.')).toBeVisible();
  await prune.getByRole('switch', { name: /without a name/ }).click();
  await prune.getByRole('button', { name: 'Clean up', exact: true }).click();
  await expect(libraryTree(window).getByRole('treeitem')).toHaveText([/tidewatch/]);
}

async function saysItIsWhole(window: Page): Promise<void> {
  await chooseInLibraryMenu(window, /Check/);
  const dialog = window.getByRole('dialog', { name: 'Check the library' });
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog.getByText('The library is whole.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Repair' })).toBeDisabled();
  await window.keyboard.press('Escape');
}

test('kept images are saved as an archive that opens again', async ({ launch }, testInfo) => {
  const saved = testInfo.outputPath('saved.tar');
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { app, window, pageErrors } = running;
  await expect(window.getByRole('treegrid')).toBeVisible();
  await keepBuilds(running);
  await app.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }));
    Reflect.set(dialog, 'showOpenDialog', async () => ({
      canceled: false,
      filePaths: [filePath],
    }));
  }, saved);
  await chooseInLibraryMenu(window, /Export images/);
  const dialog = window.getByRole('dialog', { name: 'Export images' });
  for (const name of [/harbour:3/, /tide:1/]) {
    await dialog.getByRole('checkbox', { name }).check();
  }
  await dialog.getByRole('radio', { name: /Docker archive, old form/ }).check();
  await dialog.getByRole('button', { name: 'Choose where to…' }).click();
  await expect(window.getByText('saved.tar saved', { exact: true })).toBeVisible();
  expect((await stat(saved)).size).toBeGreaterThan(130_000);

  await window.getByRole('button', { name: 'Open…' }).click();
  const archives = window.getByRole('tree', { name: 'Archives' });
  await expect(archives.getByRole('treeitem', { name: /tide:1/ })).toHaveCount(2);
  const ids = await archives.getByRole('treeitem', { name: /tide:1/ }).allTextContents();
  expect(new Set(ids).size).toBe(1);
  expect(pageErrors).toEqual([]);
});

test('unpacked sizes that nobody knows are said so, and known once the images are read', async ({
  launch,
}, testInfo) => {
  const archive = testInfo.outputPath('pressed.tar');
  const pressed = layer(file('srv/sand', 'sand '.repeat(20_000)));
  const recipes = ['east', 'west'].map((name) =>
    image({
      ref: `${name}:1`,
      layers: [compressed(pressed, 'gzip'), compressed(layer(file(name, name)), 'gzip')],
    }),
  );
  await writeFile(archive, await packMembers(await ociMembers(recipes)));
  const drawing = testInfo.outputPath('stacks.svg');
  const { app, window, pageErrors } = await launch({ paths: [archive] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.getByRole('button', { name: 'Disk usage' }).click();
  await window.getByRole('radio', { name: 'Unpacked' }).first().click();
  // The one that is shown has been read, and with it what they share.
  await expect(window.getByText(/unpacked size of 1 layer is not known/)).toBeVisible();
  const table = window.getByRole('table', { name: 'What each image takes' });
  await expect(table.getByText(/^at least/)).toHaveCount(1);
  await window.getByRole('button', { name: 'Read 1 image' }).click();
  await expect(table.getByText(/^at least/)).toHaveCount(0);
  await expect(window.getByText(/is not known before/)).toBeHidden();

  await app.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }));
  }, drawing);
  const stacks = window.getByRole('figure', { name: 'Stacks' });
  await stacks.getByRole('button', { name: /SVG/ }).click();
  await expect(window.getByText('stacks.svg saved', { exact: true })).toBeVisible();
  expect(await readFile(drawing, 'utf8')).toMatch(/^<svg .*east:1.*<\/svg>$/s);
  expect(pageErrors).toEqual([]);
});

test('a root file system becomes an image of the library', async ({ launch }, testInfo) => {
  const tar = testInfo.outputPath('rootfs.tar');
  await writeFile(tar, await packTar([file('etc/hostname', 'pier\n')]));
  const { app, window, pageErrors } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await app.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({
      canceled: false,
      filePaths: [filePath],
    }));
  }, tar);
  await chooseInLibraryMenu(window, /Import/);
  const dialog = window.getByRole('dialog', { name: 'Import a root file system' });
  await dialog.getByLabel(/^Names/).fill('pier:1');
  await dialog.getByLabel(/^Changes/).fill('NONSENSE');
  await dialog.getByRole('button', { name: 'Choose the tar…' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(/^Changes/).fill('ENV HARBOUR=east\nCMD ["/bin/pier"]');
  await dialog.getByRole('button', { name: 'Choose the tar…' }).click();
  await expect(window.getByText(/^[\d.]+\s.?B written\.$/)).toBeVisible();
  await libraryTree(window)
    .getByRole('treeitem', { name: /pier:1/ })
    .click();
  await window.getByRole('tab', { name: 'Config' }).click();
  await expect(window.getByText('/bin/pier').first()).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a damaged library says so and is repaired', async ({ launch }, testInfo) => {
  const running = await launch({
    paths: [await writeBuilds(testInfo.outputPath('builds.tar'))],
  });
  const { window, userData, pageErrors } = running;
  await expect(window.getByRole('treegrid')).toBeVisible();
  await keepBuilds(running);
  const index = path.join(userData, 'library', 'index.json');
  const { manifests } = JSON.parse(await readFile(index, 'utf8'));
  const [{ digest }] = manifests;
  const blob = path.join(userData, 'library', 'blobs', digest.replace(':', '/'));
  await writeFile(blob, (await readFile(blob)).subarray(1));
  await chooseInLibraryMenu(window, /Check/);
  const dialog = window.getByRole('dialog', { name: 'Check the library' });
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(dialog.getByText('The library is damaged.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Repair' }).click();
  await expect(dialog.getByText('moved aside').first()).toBeVisible();
  expect(pageErrors).toEqual([]);
});

for (const language of ['en', 'de']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing stands in the way of a reader of the pages: ${language}, ${colorScheme}`, async ({
      launch,
    }, testInfo) => {
      const { window, pageErrors, picture } = await launch({
        paths: [await writeBuilds(testInfo.outputPath('builds.tar')), sampleImage],
        language,
      });
      await window.emulateMedia({ colorScheme });
      await expect(window.getByRole('treegrid')).toBeVisible();
      const pages = window.getByRole('navigation').getByRole('button');
      for (const place of [1, 2]) {
        await pages.nth(place).click();
        await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(window.locator('svg[viewBox][role]').first()).toBeVisible();
        expect(await findings(window)).toEqual([]);
        await picture(`page-${place}`);
      }
      await window.getByRole('treeitem', { name: /tidewatch/ }).click();
      await window.getByRole('tab', { name: /^(Sizes|Größen)$/ }).click();
      await expect(window.locator('[data-cell]').first()).toBeVisible();
      expect(await findings(window)).toEqual([]);
      await picture('sizes');
      expect(pageErrors).toEqual([]);
    });
  }
}
