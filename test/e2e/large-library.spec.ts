import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { manyImages } from '../fixtures/many-images.ts';
import { packMembers, writeMembers } from '../fixtures/outer.ts';
import { file } from '../fixtures/tar.ts';
import { findings } from './findings.ts';
import { expect, test } from './launch-app.ts';
import type { LaunchedApp } from './launch-app.ts';

/** Called like an image of the library, and another one. */
const twin = 'registry.example/team-0/service-0:1.0';

function libraryLines(window: Page): Locator {
  return window.getByRole('tree', { name: 'Library' }).getByRole('treeitem');
}

test('a library of 200 images can be searched, saved from and looked over', async ({
  launch,
}, testInfo) => {
  const userData = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-'));
  try {
    await writeMembers(await manyImages(200, 500), path.join(userData, 'library'));
    const archive = testInfo.outputPath('twin.tar');
    const recipe = image({ ref: twin, layers: [layer(file('twin', 'twin'))] });
    await writeFile(archive, await packMembers(await dockerMembers([recipe])));
    const running = await launch({ paths: [archive], userData });
    await expect(libraryLines(running.window)).toHaveCount(200);
    await filters(running.window);
    await savesStraight(running, testInfo.outputPath('straight.tar'));
    await choosesMany(running.window);
    await findsInFamily(running);
    await findsInUsage(running);
    expect(running.pageErrors).toEqual([]);
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

async function filters(window: Page): Promise<void> {
  const field = window.getByRole('searchbox', { name: 'Filter images' });
  await field.fill('team-3 amd64');
  await expect(libraryLines(window)).toHaveCount(20);
  await field.fill('no such image');
  await expect(window.getByText('No image fits the filter.')).toBeVisible();
  await field.press('Escape');
  await expect(libraryLines(window)).toHaveCount(200);
}

/** An image that was only opened is written out as it is. */
async function savesStraight({ app, window }: LaunchedApp, saved: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }));
  }, saved);
  const archives = window.getByRole('tree', { name: 'Archives' });
  await archives.getByRole('treeitem', { name: /service-0/ }).click({ button: 'right' });
  await window.getByRole('menuitem', { name: /Export images/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Export images' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await expect(dialog.getByRole('checkbox')).toBeChecked();
  await dialog.getByRole('radio', { name: /OCI archive/ }).check();
  await dialog.getByRole('button', { name: 'Choose where to…' }).click();
  await expect(window.getByText('straight.tar saved', { exact: true })).toBeVisible();
  const text = (await readFile(saved)).toString('latin1');
  expect(text).toContain('oci-layout');
  expect(text).toContain(`"org.opencontainers.image.ref.name":"${twin}"`);
}

async function choosesMany(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'What can be done with the library' }).click();
  await window.getByRole('menuitem', { name: /Export images/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Export images' });
  await dialog.getByRole('searchbox', { name: 'Filter images' }).fill('team-7');
  await dialog.getByRole('button', { name: 'Choose all shown' }).click();
  await expect(dialog.getByText('20 of 200 chosen')).toBeVisible();
  expect(await findings(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
}

async function findsInFamily({ window, picture }: LaunchedApp): Promise<void> {
  await window.getByRole('button', { name: 'Family tree' }).click();
  const tree = window.getByRole('tree', { name: 'Family tree' });
  await window.getByRole('button', { name: 'Fit into the window' }).click();
  const field = window.getByRole('searchbox', { name: 'Find an image' });
  await field.fill('team-0 service-0:1.0');
  await expect(window.getByText('1 of 2', { exact: true })).toBeVisible();
  // Two images of one name and platform are told apart by their IDs.
  const twins = tree.getByRole('treeitem', { name: /service-0:1\.0 [0-9a-f]{12}/ });
  await expect(twins).toHaveCount(2);
  const sought = tree.locator('[data-sought]');
  await expect(sought).toBeInViewport();
  const first = await sought.textContent();
  await field.press('Enter');
  await expect(window.getByText('2 of 2', { exact: true })).toBeVisible();
  await expect(sought).toBeInViewport();
  expect(await sought.textContent()).not.toBe(first);
  await picture('family');
}

async function findsInUsage({ window, picture }: LaunchedApp): Promise<void> {
  await window.getByRole('button', { name: 'Disk usage' }).click();
  const table = window.getByRole('table', { name: 'What each image takes' });
  await expect(table.getByRole('checkbox')).toHaveCount(201);
  await window
    .getByRole('main')
    .getByRole('searchbox', { name: 'Filter images' })
    .fill('service-199');
  await expect(table.getByRole('checkbox')).toHaveCount(1);
  const matrix = window.getByRole('figure', { name: 'Layers by images' });
  await matrix.scrollIntoViewIfNeeded();
  await expect(matrix.getByRole('grid')).toBeVisible();
  await matrix.getByRole('button', { name: 'Fit into the window' }).click();
  await picture('usage');
}
